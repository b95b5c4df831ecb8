namespace Ledger.Domain.Treasury;

/// <summary>A treasury movement to be recorded.</summary>
/// <param name="Id">The key that the movement will have, made by the caller so that other rows can name it.</param>
/// <param name="Date">The date.</param>
/// <param name="Class">The class; 2 is payments.</param>
/// <param name="PaymentOrderId">The payment order it pays.</param>
/// <param name="Narrative">The text.</param>
/// <param name="Lines">The accounts' parts.</param>
public sealed record MovementDraft(
    long Id, DateOnly Date, int Class, long? PaymentOrderId, string Narrative, IReadOnlyList<MovementLineDraft> Lines)
{
    /// <summary>The class of payments.</summary>
    public const int Payments = 2;
}
