namespace Ledger.Domain.Folios;

/// <summary>A book to be added.</summary>
/// <param name="BranchId">The branch.</param>
/// <param name="DocumentType">The document kind.</param>
/// <param name="Name">The name.</param>
/// <param name="QuantityThreshold">The book is near to finish with this many folios or fewer.</param>
/// <param name="DaysThreshold">The book is near to expire this many days before.</param>
/// <param name="Workstation">The workstation; empty where the branch has one book of the kind.</param>
public sealed record NewFolioBook(
    long BranchId, int DocumentType, string Name, int QuantityThreshold = 20, int DaysThreshold = 30, string Workstation = "");
