using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Folios;

/// <summary>Stores authorisations with their keys, and makes the file that is sent to the branch that owns the folios.</summary>
internal static class FolioAuthorizations
{
    /// <summary>Stores an authorisation whose checks are done, without its ranges.</summary>
    public static async Task<FolioAuthorization> StoreAsync(
        LedgerSession session, IFolioKeyVault vault, Caf caf, FolioEnvironment environment, DateOnly? expiresOn, FolioOrigin origin, bool canSign)
    {
        var authorization = new FolioAuthorization
        {
            Id = session.NewId(),
            CompanyId = session.CompanyId,
            Digest = caf.Digest,
            Environment = environment,
            DocumentType = caf.DocumentType,
            FirstNumber = caf.First,
            LastNumber = caf.Last,
            AuthorizedOn = caf.AuthorizedOn,
            ExpiresOn = expiresOn,
            KeyId = caf.KeyId,
            Origin = origin,
            CompanyName = caf.CompanyName[..Math.Min(caf.CompanyName.Length, ColumnSizes.Name)],
            Element = caf.Element,
            CanSign = canSign,
            RecordedAt = session.Now,
            RecordedBy = session.Actor.Name,
        };
        session.Db.Add(authorization);
        if (canSign)
        {
            session.Db.Add(new FolioKey
            {
                Id = session.NewId(),
                CompanyId = session.CompanyId,
                AuthorizationId = authorization.Id,
                SealedKey = vault.Seal(caf.Digest, caf.PrivateKey!),
                PublicKey = caf.PublicKey,
            });
        }

        await session.SaveAsync();
        return authorization;
    }

    /// <summary>The complete file of an authorisation, private key included; without it where there is none.</summary>
    public static async Task<string> FileAsync(LedgerSession session, IFolioKeyVault vault, FolioAuthorization authorization)
    {
        var key = await session.Db.Set<FolioKey>().AsNoTracking().SingleOrDefaultAsync(k => k.AuthorizationId == authorization.Id);
        var keys = key is null ? string.Empty : string.Create(
            CultureInfo.InvariantCulture,
            $"<RSASK>{vault.Open(authorization.Digest, key.SealedKey)}</RSASK>\n{(key.PublicKey is null ? null : $"<RSAPUBK>{key.PublicKey}</RSAPUBK>\n")}");
        return $"<?xml version=\"1.0\"?>\n<AUTORIZACION>\n{authorization.Element}\n{keys}</AUTORIZACION>\n";
    }
}
