namespace Ledger.Domain.MassPayments.Worksheets;

/// <summary>An instalment or note on a <see cref="Worksheet"/>, with the amounts that the person saw. Credits are negative.</summary>
public sealed class WorksheetItem : ICompanyOwned
{
    /// <summary>The worksheet.</summary>
    public required long WorksheetId { get; init; }

    /// <summary>The instalment.</summary>
    public required long InstallmentId { get; init; }

    /// <inheritdoc/>
    public required long CompanyId { get; init; }

    /// <summary>The open amount in the document's currency.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The same in local currency.</summary>
    public required decimal LocalAmount { get; init; }

    /// <summary>The same in units at the worksheet's rate.</summary>
    public required decimal Units { get; init; }
}
