namespace Ledger.Domain.Folios;

/// <summary>A folio that was issued.</summary>
/// <param name="BookId">The book.</param>
/// <param name="Number">The folio.</param>
/// <param name="AuthorizationId">Its authorisation, whose element and key stamp the document.</param>
/// <param name="IsRepeated">True when the same request was answered with it before: nothing was issued now.</param>
public sealed record IssuedFolio(long BookId, long Number, long AuthorizationId, bool IsRepeated);
