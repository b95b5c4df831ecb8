namespace Ledger.Domain.MassPayments;

/// <summary>A filter of payable documents kept under a name, for people and for the unattended run (P3, W7).</summary>
public sealed class SavedMassPaymentFilter : ICompanyOwned, IRevised
{
    /// <summary>The key.</summary>
    public required long Id { get; init; }

    /// <inheritdoc/>
    public required long CompanyId { get; init; }

    /// <summary>The name; unique in the company.</summary>
    public required string Name { get; init; }

    /// <summary>The filter as JSON; see <see cref="PayableFilter"/>.</summary>
    public required string Json { get; set; }

    /// <summary>
    /// When set, instalments that fall due from ever until this many days after the run are taken, in place of the dates
    /// in the filter.
    /// </summary>
    public int? DueWithinDays { get; set; }

    /// <inheritdoc/>
    public int Revision { get; internal set; }
}
