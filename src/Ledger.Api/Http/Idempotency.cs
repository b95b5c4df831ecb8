using System.Security.Cryptography;
using System.Text;
using Ledger.Api.Identity;
using Ledger.Foundation;

namespace Ledger.Api.Http;

/// <summary>
/// The <c>Idempotency-Key</c> of what creates or pays: the same key of the same person gives the first answer again
/// and does nothing; with another content it is refused (<c>idempotency.content-differs</c>).
/// </summary>
/// <remarks>
/// Where the operation is one unit of work (<see cref="UnitOfWork"/>), the answer is stored in that transaction, so that effect and
/// memory cannot part. Otherwise it is stored right after; the engine's own conditions (a task is decided once, an
/// instance has the same key) then guard the moment between the two. Keys are remembered for 30 days.
/// </remarks>
internal sealed class Idempotency(LedgerDatabase database) : IEndpointFilter
{
    /// <summary>The request header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>The response header that marks a repeated answer.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    private const int KeyLengthMax = 128;

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Request.Headers[Header].ToString() is not { Length: > 0 } key)
        {
            return await next(context);
        }

        if (key.Length > KeyLengthMax)
        {
            throw new RequestRefusedException(400, "idempotency.key-too-long", "The key is too long.", KeyLengthMax);
        }

        var request = new IdempotentCall(Caller.Of(http), key, await HashAsync(http));
        if (await ReplayAsync(request) is { } replay)
        {
            return replay;
        }

        http.Features.Set(request);
        try
        {
            var answer = await next(context);
            if (!request.IsStored && answer is IStoredAnswer { Status: < 400 } stored)
            {
                await database.WriteAsync(tx => request.StoreAsync(tx, stored.Status, stored.Body));
            }

            return answer;
        }
        catch (Exception exception) when (LedgerTransaction.IsDuplicateKey(exception))
        {
            // The same call ran beside this one and was first; this one was undone and gives its answer. On SQLite the other
            // may stand in the same group and not be committed yet: a work of our own ends only after it.
            await database.WriteAsync(_ => Task.CompletedTask);
            var answer = await ReplayAsync(request);
            if (answer is null)
            {
                throw; // another unique key of the operation itself
            }

            return answer;
        }
    }

    private async Task<RawAnswer?> ReplayAsync(IdempotentCall call)
    {
        var rows = await database.QueryAsync(
            "select content_hash, status, body from idempotent_requests where company_id = $1 and key = $2",
            row => (Hash: row.GetString(0), Status: row.GetInt32(1), Body: row.GetString(2)),
            call.CompanyId, call.StoredKey);
        if (rows.Count == 0)
        {
            return null;
        }

        return rows[0].Hash == call.ContentHash
            ? new RawAnswer(rows[0].Status, rows[0].Body, Replayed: true)
            : throw new RequestRefusedException(409, "idempotency.content-differs", $"The key {call.Key} was used for another request.", call.Key);
    }

    // The body was read by the binder; Program enables buffering for requests that carry the header.
    private static async Task<string> HashAsync(HttpContext http)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n"));
        if (http.Request.Body.CanSeek)
        {
            http.Request.Body.Position = 0;
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
            {
                hash.AppendData(buffer, 0, read);
            }

            http.Request.Body.Position = 0;
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
