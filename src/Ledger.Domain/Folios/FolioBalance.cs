namespace Ledger.Domain.Folios;

/// <summary>Where the folios of an authorisation are, and whether the account closes (F10).</summary>
/// <param name="AuthorizationId">The authorisation.</param>
/// <param name="Environment">Its environment.</param>
/// <param name="DocumentType">Its document kind.</param>
/// <param name="FirstNumber">Its first number.</param>
/// <param name="LastNumber">Its last number.</param>
/// <param name="ExpiresOn">The last day of its folios; null when they do not expire.</param>
/// <param name="Origin">How it came here.</param>
/// <param name="Imported">All folios that are accounted for here: of an authorisation of another installation those that were received.</param>
/// <param name="Free">At head office, never given away.</param>
/// <param name="Assigned">With branches of other installations.</param>
/// <param name="Queued">Waiting for books.</param>
/// <param name="InBooks">In books, not issued.</param>
/// <param name="Used">Issued.</param>
/// <param name="Expired">Expired unused.</param>
/// <param name="Returned">Given back unused.</param>
/// <param name="Problems">The codes of the es/en texts that say what does not close; none when all is well.</param>
public sealed record FolioBalance(
    long AuthorizationId, FolioEnvironment Environment, int DocumentType, long FirstNumber, long LastNumber, DateOnly? ExpiresOn, FolioOrigin Origin,
    long Imported, long Free, long Assigned, long Queued, long InBooks, long Used, long Expired, long Returned, IReadOnlyList<string> Problems);
