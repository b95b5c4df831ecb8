namespace Ledger.Domain.MassPayments;

/// <summary>What a process asks to be entered; what it leaves out follows the company's defaults.</summary>
public sealed record MassPaymentRequest
{
    /// <summary>The instalments chosen one by one; empty to go by a filter.</summary>
    public IReadOnlyList<long> InstallmentIds { get; init; } = [];

    /// <summary>The name of a saved filter, or null.</summary>
    public string? SavedFilter { get; init; }

    /// <summary>A filter, when no saved one is named.</summary>
    public PayableFilter? Filter { get; init; }

    /// <summary>Instalments of invoices due until this many days from today, overdue ones included; replaces the dates of the filter.</summary>
    public int? DueWithinDays { get; init; }

    /// <summary>The number, when people type them.</summary>
    public long? Number { get; init; }

    /// <summary>When the suppliers are expected to be paid; null for today.</summary>
    public DateOnly? EstimatedPaymentDate { get; init; }

    /// <summary>The currency of the payment orders; null for the company's own.</summary>
    public string? Currency { get; init; }

    /// <summary>Units of local currency for one unit of the foreign accounting currency; null for the latest rate known.</summary>
    public decimal? ExchangeRate { get; init; }

    /// <summary>Free text.</summary>
    public string? Remarks { get; init; }
}
