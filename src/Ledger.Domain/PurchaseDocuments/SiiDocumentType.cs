namespace Ledger.Domain.PurchaseDocuments;

/// <summary>The tax authority's document types that a purchase can have.</summary>
public static class SiiDocumentType
{
    private static readonly Dictionary<int, DocumentKind> Kinds = new()
    {
        [29] = DocumentKind.Invoice, // factura de inicio
        [30] = DocumentKind.Invoice, // factura
        [32] = DocumentKind.Invoice, // factura exenta
        [33] = DocumentKind.Invoice, // factura electrónica
        [34] = DocumentKind.Invoice, // factura exenta electrónica
        [40] = DocumentKind.Invoice, // liquidación factura
        [43] = DocumentKind.Invoice, // liquidación factura electrónica
        [45] = DocumentKind.Invoice, // factura de compra
        [46] = DocumentKind.Invoice, // factura de compra electrónica
        [55] = DocumentKind.DebitNote,
        [56] = DocumentKind.DebitNote, // electrónica
        [60] = DocumentKind.CreditNote,
        [61] = DocumentKind.CreditNote, // electrónica
        [108] = DocumentKind.Invoice, // solicitud de registro de factura
        [901] = DocumentKind.Invoice, // factura de venta a empresas del territorio preferencial
        [914] = DocumentKind.Invoice, // declaración de ingreso
    };

    /// <summary>What a document of this type does to the supplier's account; null when it is no purchase document.</summary>
    public static DocumentKind? KindOf(int siiType) => Kinds.TryGetValue(siiType, out var kind) ? kind : null;
}
