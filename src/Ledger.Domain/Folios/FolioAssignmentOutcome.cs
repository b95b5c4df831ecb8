namespace Ledger.Domain.Folios;

/// <summary>What head office did with a request.</summary>
/// <param name="CentralRequestId">The request.</param>
/// <param name="AssignmentId">The assignment; null when the request stays pending.</param>
/// <param name="Quantity">How many folios were assigned.</param>
/// <param name="Obstacle">The code of the es/en text that says why nothing was; null when folios were assigned.</param>
public sealed record FolioAssignmentOutcome(long CentralRequestId, long? AssignmentId, long Quantity, string? Obstacle = null);
