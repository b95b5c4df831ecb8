namespace Ledger.Api.Pages.Shell;

/// <summary>Marks the texts around every page for the message catalog: ShellTexts.resx (Spanish) and ShellTexts.en.resx.</summary>
public sealed class ShellTexts;
