namespace Ledger.Api.Folios.Lines;

/// <summary>What another installation answered to a message.</summary>
/// <param name="IsDelivered">True when it has the message, now or from before.</param>
/// <param name="Reason">Why it has not, for people.</param>
/// <param name="Missing">The message that it lacks before this one; null when it lacks none.</param>
internal sealed record FolioAnswer(bool IsDelivered, string Reason, long? Missing = null)
{
    /// <summary>It has it.</summary>
    public static FolioAnswer Delivered { get; } = new(true, string.Empty);
}
