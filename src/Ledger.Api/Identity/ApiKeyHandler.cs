using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Ledger.Foundation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Ledger.Api.Identity;

/// <summary>Signs in a program by its API key (<c>X-Api-Key: …</c> or <c>Authorization: ApiKey …</c>), as the person the key belongs to.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, LedgerDatabase database)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The request header.</summary>
    public const string Header = "X-Api-Key";

    // Written at most this often per key, so that reading does not write.
    private static readonly TimeSpan UseResolution = TimeSpan.FromMinutes(5);

    /// <summary>The hash under which a key is kept. Keys have 256 random bits, so a fast hash is enough.</summary>
    public static string HashOf(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var key = Request.Headers[Header].ToString();
        if (key.Length == 0)
        {
            key = Request.Headers.Authorization.ToString()["ApiKey ".Length..].Trim();
        }

        var rows = await database.QueryAsync(
            "select id, user_id, last_used_at from api_keys where key_hash = $1 and revoked_at is null",
            row => (Id: row.GetInt64(0), UserId: row.GetInt64(1), UsedAt: row.IsDBNull(2) ? 0 : row.GetInt64(2)),
            HashOf(key));
        if (rows.Count == 0)
        {
            return AuthenticateResult.Fail("The API key is unknown or was taken back.");
        }

        var now = database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (now - rows[0].UsedAt > UseResolution.TotalMilliseconds)
        {
            await database.WriteAsync(tx => tx.ExecuteAsync("update api_keys set last_used_at = $2 where id = $1", rows[0].Id, now));
        }

        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, rows[0].UserId.ToString(CultureInfo.InvariantCulture))], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }
}
