namespace Ledger.Api.Pages.Inbox;

/// <summary>The list a person came from, to go back to it after a task; one for the life of the circuit.</summary>
internal sealed class InboxMemory
{
    /// <summary>The address of the inbox as it was last shown.</summary>
    public string Address { get; set; } = "/";
}
