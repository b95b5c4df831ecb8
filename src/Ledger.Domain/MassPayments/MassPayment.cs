namespace Ledger.Domain.MassPayments;

/// <summary>A set of documents of many suppliers that is paid together under one number (pago masivo, P1 to P15).</summary>
public sealed class MassPayment : ICompanyOwned, IRevised
{
    /// <summary>The key.</summary>
    public required long Id { get; init; }

    /// <inheritdoc/>
    public required long CompanyId { get; init; }

    /// <summary>The number people know it by; unique in the company (P1).</summary>
    public required long Number { get; set; }

    /// <summary>Where it stands (P4); changed only through <see cref="MassPaymentLifecycle"/>.</summary>
    public required MassPaymentState State { get; set; }

    /// <summary>The date of entry.</summary>
    public required DateOnly EntryDate { get; set; }

    /// <summary>When the suppliers are expected to be paid; never before <see cref="EntryDate"/>.</summary>
    public required DateOnly EstimatedPaymentDate { get; set; }

    /// <summary>The currency in which all payment orders are made: the company's own or its foreign accounting currency.</summary>
    public required string Currency { get; set; }

    /// <summary>Units of local currency for one unit of the foreign accounting currency; restates local amounts in units.</summary>
    public required decimal ExchangeRate { get; set; }

    /// <summary>Free text.</summary>
    public string? Remarks { get; set; }

    /// <summary>The sum of the items in local currency, credits negative.</summary>
    public decimal TotalLocal { get; set; }

    /// <summary>The sum of the items in units of the foreign accounting currency, credits negative.</summary>
    public decimal TotalUnits { get; set; }

    /// <summary>How many documents and instalments it holds.</summary>
    public int ItemCount { get; set; }

    /// <summary>Who entered it; null when an unattended run did (W7).</summary>
    public long? EnteredByUserId { get; init; }

    /// <summary>The name of who entered it.</summary>
    public required string EnteredByName { get; init; }

    /// <summary>When it was entered.</summary>
    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>The name of who changed it last; told to a second person who meant to change the same state of it.</summary>
    public required string ChangedByName { get; set; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>Who authorised it; who entered it when the parameter was off (P6).</summary>
    public long? AuthorizedByUserId { get; set; }

    /// <summary>The name of who authorised it; null while it is entered.</summary>
    public string? AuthorizedByName { get; set; }

    /// <summary>The day of the authorisation; the entry date when the parameter was off; null while it is entered.</summary>
    public DateOnly? AuthorizedOn { get; set; }

    /// <summary>Who made the payment orders; null until then.</summary>
    public long? PaidByUserId { get; set; }

    /// <summary>The name of who made the payment orders; null until then.</summary>
    public string? PaidByName { get; set; }

    /// <summary>The date of the payment orders; null until then.</summary>
    public DateOnly? PaidOn { get; set; }

    /// <summary>When the annulment of its generation began; null when none is under way. While set, nothing else may be done to it (P11).</summary>
    public DateTimeOffset? AnnulmentBegunAt { get; set; }

    /// <summary>The workflow instance that carries it, or null.</summary>
    public long? InstanceId { get; set; }

    /// <summary>Raised by every change; what two people must not change at once is told apart by it.</summary>
    public int Revision { get; internal set; }
}
