using Ledger.Domain.PurchaseDocuments;

namespace Ledger.Api.PurchaseDocuments;

/// <summary>The filters of the list of documents; dates and amounts include both ends.</summary>
internal readonly record struct DocumentFilter(
    long? SupplierId, long? BranchId, DocumentKind? Kind, DocumentState? State, PaymentAuthorization? PaymentAuthorization, bool? HasDifferences,
    DateOnly? IssuedFrom, DateOnly? IssuedTo, decimal? TotalMin, decimal? TotalMax, string? Currency, long? Number, long? ClassificationId,
    long? ImportId, long? MassPaymentId)
{
    /// <summary>The documents that pass.</summary>
    public IQueryable<PurchaseDocument> Apply(IQueryable<PurchaseDocument> rows)
    {
        var f = this;
        rows = f.SupplierId is null ? rows : rows.Where(d => d.SupplierId == f.SupplierId);
        rows = f.BranchId is null ? rows : rows.Where(d => d.BranchId == f.BranchId);
        rows = f.Kind is null ? rows : rows.Where(d => d.Kind == f.Kind);
        rows = f.State is null ? rows : rows.Where(d => d.State == f.State);
        rows = f.PaymentAuthorization is null ? rows : rows.Where(d => d.PaymentAuthorization == f.PaymentAuthorization);
        rows = f.HasDifferences is null ? rows : rows.Where(d => d.HasDifferences == f.HasDifferences);
        rows = f.IssuedFrom is null ? rows : rows.Where(d => d.IssueDate >= f.IssuedFrom);
        rows = f.IssuedTo is null ? rows : rows.Where(d => d.IssueDate <= f.IssuedTo);
        rows = f.TotalMin is null ? rows : rows.Where(d => d.Total >= f.TotalMin);
        rows = f.TotalMax is null ? rows : rows.Where(d => d.Total <= f.TotalMax);
        rows = f.Currency is null ? rows : rows.Where(d => d.Currency == f.Currency);
        rows = f.Number is null ? rows : rows.Where(d => d.Number == f.Number);
        rows = f.ClassificationId is null ? rows : rows.Where(d => d.ClassificationId == f.ClassificationId);
        rows = f.ImportId is null ? rows : rows.Where(d => d.ImportId == f.ImportId);
        return f.MassPaymentId is null ? rows : rows.Where(d => d.MassPaymentId == f.MassPaymentId);
    }
}
