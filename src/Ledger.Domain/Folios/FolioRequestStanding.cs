using Ledger.Domain.Companies;

namespace Ledger.Domain.Folios;

/// <summary>A branch's request and what came of it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Branch">The branch that asked.</param>
/// <param name="Received">How many folios came for it.</param>
public sealed record FolioRequestStanding(FolioRequest Request, Branch Branch, long Received);
