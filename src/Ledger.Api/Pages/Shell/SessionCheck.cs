using System.Security.Claims;
using Ledger.Api.Identity;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;

namespace Ledger.Api.Pages.Shell;

/// <summary>
/// Asks now and then whether the person of an open page still has the session and the same roles in the company. If not,
/// the page loses its rights and loads anew, which leads to the sign-in page or to what the person may still see.
/// </summary>
/// <remarks>What changes data asks each time, in <see cref="PagePerson.ConfirmAsync"/>; this is for what a page shows.</remarks>
internal sealed class SessionCheck(ILoggerFactory loggers, Callers callers, IOptions<PageOptions> options)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    private readonly ILogger _log = loggers.CreateLogger<SessionCheck>();

    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => options.Value.CheckSessionEvery;

    /// <inheritdoc/>
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var user = authenticationState.User;
        try
        {
            return await callers.FindAsync(user, null) is { } caller
                && caller.Roles.ToHashSet(StringComparer.Ordinal).SetEquals(user.FindAll(ClaimTypes.Role).Select(c => c.Value));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A database that is away for a moment must not throw everybody out of what they are typing.
            _log.LogWarning(exception, "The session of {User} could not be checked; the next round tries again", user.Identity?.Name);
            return true;
        }
    }
}
