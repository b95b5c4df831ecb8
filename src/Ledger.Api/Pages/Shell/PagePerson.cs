using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation;
using Microsoft.AspNetCore.Components.Authorization;

namespace Ledger.Api.Pages.Shell;

/// <summary>The person at an open page: one for the life of the circuit.</summary>
internal sealed class PagePerson(AuthenticationStateProvider authentication, Callers callers, LedgerDatabase database)
{
    private Caller? _caller;

    /// <summary>Who is at the page. Known once the layout shows the page.</summary>
    public Caller Caller => _caller ?? throw new InvalidOperationException("The layout has not asked who is at the page yet.");

    /// <summary>The time zone of the company, in which pages tell times.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>Today in the company.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(database.Clock.GetUtcNow(), Zone).DateTime);

    /// <summary>The current time.</summary>
    public DateTimeOffset Now => database.Clock.GetUtcNow();

    /// <summary>True when the person's roles allow what a policy of <see cref="Policies"/> guards: for what is shown, not for what is done.</summary>
    public bool May(string policy) => policy == Policies.SignedIn || Caller.Roles.Any(Policies.RolesOf[policy].Contains);

    /// <summary>Finds out who is at the page; null when the session has ended.</summary>
    public async Task<Caller?> LoadAsync()
    {
        if (_caller is null && await FindAsync() is { } caller)
        {
            if (caller.CompanyId is { } company)
            {
                var zones = await database.QueryAsync("select time_zone from companies where id = $1", row => row.GetString(0), company);
                Zone = TimeZoneInfo.FindSystemTimeZoneById(zones[0]);
            }

            _caller = caller;
        }

        return _caller;
    }

    /// <summary>The person as stored now: asked before each change, so that a right that was taken away is not used from an old page.</summary>
    /// <exception cref="RequestRefusedException"><c>auth.required</c>, <c>auth.forbidden</c>.</exception>
    public async Task<Caller> ConfirmAsync(string policy)
    {
        var caller = await FindAsync() ?? throw new RequestRefusedException(401, "auth.required", "The session has ended.");
        return policy == Policies.SignedIn || caller.Roles.Any(Policies.RolesOf[policy].Contains)
            ? caller
            : throw new RequestRefusedException(403, "auth.forbidden", $"{caller} may not do what {policy} guards.");
    }

    private async Task<Caller?> FindAsync() =>
        await callers.FindAsync((await authentication.GetAuthenticationStateAsync()).User, null);
}
