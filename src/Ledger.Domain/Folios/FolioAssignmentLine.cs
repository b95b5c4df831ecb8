namespace Ledger.Domain.Folios;

/// <summary>A line of the history of assignments: the numbers of one authorisation in an assignment (F8).</summary>
/// <param name="Number">The assignment's number.</param>
/// <param name="AssignedAt">When it was made.</param>
/// <param name="AssignedBy">By whom.</param>
/// <param name="BranchId">To which branch.</param>
/// <param name="DocumentType">The document kind.</param>
/// <param name="AuthorizationId">The authorisation.</param>
/// <param name="FirstNumber">The first number.</param>
/// <param name="LastNumber">The last number.</param>
public sealed record FolioAssignmentLine(
    long Number, DateTimeOffset AssignedAt, string AssignedBy, long BranchId, int DocumentType, long AuthorizationId, long FirstNumber, long LastNumber);
