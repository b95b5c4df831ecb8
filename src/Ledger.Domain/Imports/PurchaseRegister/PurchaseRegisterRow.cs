using Ledger.Domain.PurchaseDocuments;

namespace Ledger.Domain.Imports.PurchaseRegister;

/// <summary>A document as the tax authority's purchase register says it; whole pesos.</summary>
public sealed class PurchaseRegisterRow
{
    // The other taxes without credit and those on tobacco are in the total of some documents and informative in others.
    private long _otherInTotal;

    /// <summary>The document type.</summary>
    public required int SiiType { get; init; }

    /// <summary>What it does to the supplier's account.</summary>
    public required DocumentKind Kind { get; init; }

    /// <summary>Who issued it.</summary>
    public required Rut Rut { get; init; }

    /// <summary>The name of who issued it.</summary>
    public required string Name { get; init; }

    /// <summary>The number (folio).</summary>
    public required long Number { get; init; }

    /// <summary>The date on the document.</summary>
    public required DateOnly IssueDate { get; init; }

    /// <summary>When the tax authority received it.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The purchase kind.</summary>
    public required PurchaseKind PurchaseKind { get; init; }

    /// <summary>Monto exento.</summary>
    public long Exempt { get; init; }

    /// <summary>Monto neto.</summary>
    public long Net { get; init; }

    /// <summary>IVA recuperable.</summary>
    public long VatRecoverable { get; init; }

    /// <summary>IVA no recuperable.</summary>
    public long VatNonRecoverable { get; init; }

    /// <summary>Código IVA no recuperable.</summary>
    public int? VatNonRecoverableCode { get; init; }

    /// <summary>IVA uso común.</summary>
    public long VatCommonUse { get; init; }

    /// <summary>Monto neto activo fijo.</summary>
    public long FixedAssetNet { get; init; }

    /// <summary>IVA activo fijo.</summary>
    public long FixedAssetVat { get; init; }

    /// <summary>Impuesto sin derecho a crédito.</summary>
    public long TaxWithoutCredit { get; init; }

    /// <summary>The three tobacco taxes.</summary>
    public long Tobacco { get; init; }

    /// <summary>Monto total.</summary>
    public required long Total { get; init; }

    /// <summary>The other taxes, of this line and those that continue it; retentions are negative.</summary>
    public List<(int Code, decimal Rate, long Amount)> OtherTaxes { get; } = [];

    /// <summary>What of the total is other taxes, once <see cref="AddsUp"/> said yes.</summary>
    public long OtherInTotal => _otherInTotal;

    /// <summary>True when the amounts add up to the total exactly.</summary>
    public bool AddsUp()
    {
        var taxes = OtherTaxes.Sum(tax => tax.Amount);
        _otherInTotal = Total - Exempt - Net - VatRecoverable - VatNonRecoverable - VatCommonUse;
        var rest = _otherInTotal - taxes;
        return rest == 0 || rest == TaxWithoutCredit || rest == Tobacco || rest == TaxWithoutCredit + Tobacco;
    }
}
