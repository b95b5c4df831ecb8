using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Users;

/// <summary>People and their roles in the company.</summary>
/// <remarks>
/// A person may have roles in several companies. An administrator gives and takes roles in the own company only; what
/// touches the whole person (password, locking out) needs to administer all of the person's companies.
/// </remarks>
internal static class UserEndpoints
{
    private static readonly Sorts<LedgerUser> Sorting = new()
    {
        ["userName"] = u => u.NormalizedUserName,
        ["displayName"] = u => u.DisplayName,
    };

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/users").WithTags("users");
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.Reads).WithSummary("The people with a role in the company.");
        group.MapPost("/", CreateAsync).RequireAuthorization(Policies.Administers).AddEndpointFilter<Idempotency>().WithSummary("Creates a person with roles in the company.");
        group.MapPut("/{id:long}/roles/{role}", GrantAsync).RequireAuthorization(Policies.Administers).WithSummary("Gives a role in the company.");
        group.MapDelete("/{id:long}/roles/{role}", RevokeAsync).RequireAuthorization(Policies.Administers).WithSummary("Takes a role in the company.");
        group.MapPost("/{id:long}/password", SetPasswordAsync).RequireAuthorization(Policies.Administers).WithSummary("Sets a person's password; their sessions end.");
        group.MapPost("/{id:long}/active", SetActiveAsync).RequireAuthorization(Policies.Administers).WithSummary("Lets a person sign in, or no longer.");
    }

    private static async Task<Answer<Page<UserView>>> ListAsync([AsParameters] PageQuery page, string? search, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, async db =>
        {
            var roles = await db.Set<UserRole>().ToListAsync();
            var users = db.Set<LedgerUser>().Where(u => db.Set<UserRole>().Any(r => r.UserId == u.Id));
            if (!string.IsNullOrEmpty(search))
            {
                var wanted = search.ToUpperInvariant();
                users = users.Where(u => u.NormalizedUserName!.Contains(wanted) || u.DisplayName.Contains(search));
            }

            return await users.PageAsync(page, Sorting, u => u.Id, u => UserView.Of(u, roles.Where(r => r.UserId == u.Id)));
        }));

    private static Task<Answer<UserView>> CreateAsync(UserRequest request, UnitOfWork work) => work.RunAsync(async session =>
    {
        var users = new UserService(session);
        var user = await users.CreateAsync(new NewUser(request.UserName, request.DisplayName ?? request.UserName, request.Email, request.Password, request.Culture, request.MustChangePassword));
        foreach (var role in request.Roles ?? [])
        {
            await users.GrantAsync(user.Id, role);
        }

        return UserView.Of(user, await session.Db.Set<UserRole>().Where(r => r.UserId == user.Id).ToListAsync());
    });

    private static Task<Answer<Done>> GrantAsync(long id, Role role, UnitOfWork work) =>
        work.RunAsync(session => new UserService(session).GrantAsync(id, role));

    private static Task<Answer<Done>> RevokeAsync(long id, Role role, UnitOfWork work) =>
        work.RunAsync(session => new UserService(session).RevokeAsync(id, role));

    private static Task<Answer<Done>> SetPasswordAsync(long id, PasswordRequest request, Caller caller, UnitOfWork work) => work.RunAsync(async session =>
    {
        await WholePerson.CheckAsync(session, caller, id);
        await new UserService(session).SetPasswordAsync(id, request.Password, request.MustChange);
    });

    private static Task<Answer<Done>> SetActiveAsync(long id, ActiveRequest request, Caller caller, UnitOfWork work) => work.RunAsync(async session =>
    {
        await WholePerson.CheckAsync(session, caller, id);
        await new UserService(session).SetActiveAsync(id, request.IsActive);
    });
}

/// <summary>A person as lists show it.</summary>
public sealed record UserView(
    long Id, string UserName, string DisplayName, string? Email, string? Culture, bool IsActive, DateTimeOffset? LockedOutUntil, IReadOnlyList<Role> Roles)
{
    /// <summary>The view of a person and the roles in a company.</summary>
    public static UserView Of(LedgerUser user, IEnumerable<UserRole> roles) => new(
        user.Id, user.UserName!, user.DisplayName, user.Email, user.Culture, user.IsActive, user.LockoutEnd, [.. roles.Select(r => r.Role).Order()]);
}

/// <summary>A person to be created.</summary>
internal sealed record UserRequest(
    string UserName, string? DisplayName, string? Email, string Password, string? Culture = null, IReadOnlyList<Role>? Roles = null,
    bool MustChangePassword = false);

/// <summary>A new password.</summary>
/// <param name="Password">The password.</param>
/// <param name="MustChange">True when the person must change it at the next sign-in.</param>
internal sealed record PasswordRequest(string Password, bool MustChange = false);

/// <summary>Whether a person may sign in.</summary>
internal sealed record ActiveRequest(bool IsActive);
