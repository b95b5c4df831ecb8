namespace Ledger.Domain.MassPayments;

/// <summary>Which mass payments are wanted (P5, P14). A field left null restricts nothing.</summary>
public sealed record MassPaymentFilter
{
    /// <summary>The states wanted; null or empty for all.</summary>
    public IReadOnlyList<MassPaymentState>? States { get; init; }

    /// <summary>Which date the range is about.</summary>
    public MassPaymentDateKind DateKind { get; init; }

    /// <summary>On this day or later.</summary>
    public DateOnly? DateFrom { get; init; }

    /// <summary>On this day or before.</summary>
    public DateOnly? DateTo { get; init; }

    /// <summary>Numbers from this one on.</summary>
    public long? NumberFrom { get; init; }

    /// <summary>Numbers up to this one.</summary>
    public long? NumberTo { get; init; }
}
