namespace Ledger.Api.DataViews.Catalog;

/// <summary>The document kinds that take folios, by the tax authority's numbers: for people, who read names. A test compares them with the domain's list.</summary>
internal enum FolioDocumentKind
{
    /// <summary>Electronic invoice.</summary>
    Invoice = 33,

    /// <summary>Electronic invoice, exempt or not taxed.</summary>
    ExemptInvoice = 34,

    /// <summary>Electronic receipt.</summary>
    Receipt = 39,

    /// <summary>Electronic receipt, exempt.</summary>
    ExemptReceipt = 41,

    /// <summary>Electronic settlement invoice.</summary>
    SettlementInvoice = 43,

    /// <summary>Electronic purchase invoice.</summary>
    PurchaseInvoice = 46,

    /// <summary>Electronic dispatch note.</summary>
    DispatchNote = 52,

    /// <summary>Electronic debit note.</summary>
    DebitNote = 56,

    /// <summary>Electronic credit note.</summary>
    CreditNote = 61,

    /// <summary>Electronic export invoice.</summary>
    ExportInvoice = 110,

    /// <summary>Electronic export debit note.</summary>
    ExportDebitNote = 111,

    /// <summary>Electronic export credit note.</summary>
    ExportCreditNote = 112,
}
