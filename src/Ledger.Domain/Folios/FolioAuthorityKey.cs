namespace Ledger.Domain.Folios;

/// <summary>A public key that the tax authority signs folio authorisations with.</summary>
/// <param name="Id">The key's number, IDK in the file.</param>
/// <param name="Environment">Where authorisations signed with it are valid.</param>
/// <param name="Pem">The key, as a PEM certificate or public key. A certificate's own dates do not count: the authority's expired in 2004.</param>
public sealed record FolioAuthorityKey(int Id, FolioEnvironment Environment, string Pem);
