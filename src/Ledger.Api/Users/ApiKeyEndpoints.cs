using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Users;

/// <summary>One's own API keys: shown once, kept as hashes.</summary>
internal static class ApiKeyEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/api-keys").WithTags("api-keys");
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.Reads).WithSummary("One's own keys, without their text.");
        group.MapPost("/", IssueAsync).RequireAuthorization(Policies.Reads).WithSummary("Makes a key that acts as the caller; its text is shown only now.");
        group.MapDelete("/{id:long}", RevokeAsync).RequireAuthorization(Policies.Reads).WithSummary("Takes a key back.");
    }

    private static async Task<Answer<List<ApiKeyView>>> ListAsync(Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db => db.Set<ApiKey>().Where(k => k.UserId == caller.UserId).OrderBy(k => k.Id)
            .Select(k => new ApiKeyView(k.Id, k.Name, k.Prefix, k.CreatedAt, k.LastUsedAt, k.RevokedAt)).ToListAsync()));

    // No idempotency key: the answer would have to be remembered, and it holds the secret.
    private static Task<Answer<IssuedApiKey>> IssueAsync(ApiKeyRequest request, Caller caller, UnitOfWork work) =>
        work.RunAsync(session => new UserService(session).IssueApiKeyAsync(caller.UserId, request.Name));

    private static Task<Answer<Done>> RevokeAsync(long id, Caller caller, UnitOfWork work) => work.RunAsync(async session =>
    {
        if (!await session.Db.Set<ApiKey>().AnyAsync(k => k.Id == id && k.UserId == caller.UserId))
        {
            throw new RequestRefusedException(404, "api-key.not-found", $"There is no key {id}.", id);
        }

        await new UserService(session).RevokeApiKeyAsync(id);
    });
}

/// <summary>A key without its text.</summary>
internal sealed record ApiKeyView(
    long Id, string Name, string Prefix, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

/// <summary>A key to be made.</summary>
internal sealed record ApiKeyRequest(string Name);
