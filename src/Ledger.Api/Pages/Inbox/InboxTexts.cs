namespace Ledger.Api.Pages.Inbox;

/// <summary>Marks the texts of the inbox and its tasks for the message catalog: InboxTexts.resx (Spanish) and InboxTexts.en.resx.</summary>
public sealed class InboxTexts;
