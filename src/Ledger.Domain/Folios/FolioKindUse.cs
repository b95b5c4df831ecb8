namespace Ledger.Domain.Folios;

/// <summary>How a branch stands with the folios of a kind, all its workstations together (F8).</summary>
/// <param name="BranchId">The branch.</param>
/// <param name="DocumentType">The document kind.</param>
/// <param name="Available">How many folios its books can issue today.</param>
/// <param name="Queued">How many wait for them.</param>
/// <param name="Worst">How the worst of its books stands.</param>
/// <param name="Use">How many were issued in each week, and the day they run out at this pace.</param>
public sealed record FolioKindUse(long BranchId, int DocumentType, long Available, long Queued, FolioBookState Worst, FolioUse Use);
