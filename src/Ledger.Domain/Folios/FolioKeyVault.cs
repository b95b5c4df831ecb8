using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Ledger.Domain.Folios;

/// <summary>The vault on ASP.NET Core data protection, whose key ring the host keeps.</summary>
public sealed class FolioKeyVault(IDataProtectionProvider provider) : IFolioKeyVault
{
    private const string Purpose = "Ledger.Folios.PrivateKey.v1";

    /// <inheritdoc/>
    public string Seal(string digest, string privateKey) => provider.CreateProtector(Purpose, digest).Protect(privateKey);

    /// <inheritdoc/>
    public string Open(string digest, string stored)
    {
        try
        {
            return provider.CreateProtector(Purpose, digest).Unprotect(stored);
        }
        catch (CryptographicException)
        {
            // What the provider says may name its key ring; the refusal names the authorisation only.
            throw new DomainException("folio-key.unreadable", $"The private key of the authorisation {digest} cannot be opened in this installation.", digest);
        }
    }
}
