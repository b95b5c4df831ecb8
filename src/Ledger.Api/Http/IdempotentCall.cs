using System.Globalization;
using Ledger.Api.Identity;
using Ledger.Foundation;

namespace Ledger.Api.Http;

/// <summary>A call that carries an idempotency key.</summary>
internal sealed class IdempotentCall(Caller caller, string key, string contentHash)
{
    /// <summary>The company the call is for.</summary>
    public long CompanyId { get; } = caller.CompanyId ?? 0;

    /// <summary>The key as the caller wrote it.</summary>
    public string Key { get; } = key;

    /// <summary>Hash of method, address and body.</summary>
    public string ContentHash { get; } = contentHash;

    /// <summary>The key as it is stored: of this person only, so that nobody is given another's answer.</summary>
    public string StoredKey { get; } = string.Create(CultureInfo.InvariantCulture, $"{caller.UserId}:{key}");

    /// <summary>True once the answer is part of a unit of work.</summary>
    public bool IsStored { get; private set; }

    /// <summary>Remembers the answer in <paramref name="tx"/>; a second call with the same key fails on the unique key.</summary>
    public async Task StoreAsync(LedgerTransaction tx, int status, string body)
    {
        await tx.ExecuteAsync(
            """
            insert into idempotent_requests (id, company_id, key, content_hash, status, body, created_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            tx.Database.Ids.Next(), CompanyId, StoredKey, ContentHash, status, body,
            tx.Database.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        IsStored = true;
    }
}
