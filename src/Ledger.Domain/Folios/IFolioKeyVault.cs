namespace Ledger.Domain.Folios;

/// <summary>Keeps the private keys of folio authorisations unreadable for whoever reads the database.</summary>
public interface IFolioKeyVault
{
    /// <summary>The stored form of a private key, bound to its authorisation: it cannot be opened as another's.</summary>
    /// <param name="digest">The authorisation's digest.</param>
    /// <param name="privateKey">The key, PEM.</param>
    string Seal(string digest, string privateKey);

    /// <summary>The private key of a stored form.</summary>
    /// <exception cref="DomainException">It cannot be opened here (<c>folio-key.unreadable</c>): sealed for another authorisation, or the host's keys were lost.</exception>
    string Open(string digest, string stored);
}
