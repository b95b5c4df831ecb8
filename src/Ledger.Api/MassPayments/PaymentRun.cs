using Ledger.Domain.MassPayments;

namespace Ledger.Api.MassPayments;

/// <summary>What a <see cref="PaymentRun"/> does to a mass payment.</summary>
public enum PaymentRunKind
{
    /// <summary>It issues the payment orders (features.md P8, P9).</summary>
    Generation,

    /// <summary>It annuls what was generated (P11).</summary>
    Annulment,
}

/// <summary>A generation or an annulment that a person began on a page, as it stands now.</summary>
/// <param name="PaymentId">The mass payment.</param>
/// <param name="Kind">What is done.</param>
/// <param name="StartedAt">When it began; rate and time left follow from it.</param>
/// <param name="DoneBefore">Suppliers that were done before it began.</param>
/// <param name="UpdatedAt">When its last chunk was committed.</param>
public sealed record PaymentRun(long PaymentId, PaymentRunKind Kind, DateTimeOffset StartedAt, int DoneBefore, DateTimeOffset UpdatedAt)
{
    /// <summary>How far it is.</summary>
    public required MassPaymentProgress Progress { get; init; }

    /// <summary>True when nothing happens any more: finished, refused or stopped.</summary>
    public bool IsOver { get; init; }

    /// <summary>Why it stopped before the end; null while it runs, when it finished, or when the server was stopped.</summary>
    public Exception? Refusal { get; init; }
}
