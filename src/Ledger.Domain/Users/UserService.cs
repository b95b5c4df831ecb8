using System.Security.Cryptography;
using System.Text;
using Ledger.Foundation;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Users;

/// <summary>Gives people and programs access. Every change is audited in the session's company.</summary>
public sealed class UserService(LedgerSession session)
{
    private const int PasswordLengthMin = 12;
    private const string KeyPrefix = "ldg_";

    /// <summary>Creates a person without roles.</summary>
    /// <exception cref="DomainException">The name is taken, or the password is shorter than 12 characters or contains the user name.</exception>
    public async Task<LedgerUser> CreateAsync(NewUser user)
    {
        var name = Checks.Text(user.UserName, ColumnSizes.UserName, "userName");
        var normalized = name.ToUpperInvariant();
        var email = Checks.Optional(user.Email, ColumnSizes.UserName, "email");
        CheckPassword(name, user.Password);
        if (await session.Db.Set<LedgerUser>().AnyAsync(u => u.NormalizedUserName == normalized))
        {
            throw Checks.CodeTaken(name, "userName");
        }

        var created = new LedgerUser
        {
            Id = session.NewId(),
            UserName = name,
            NormalizedUserName = normalized,
            Email = email,
            NormalizedEmail = email?.ToUpperInvariant(),
            DisplayName = Checks.Text(user.DisplayName, ColumnSizes.Name, "displayName"),
            Culture = Checks.Optional(user.Culture, 10, "culture"),
            MustChangePassword = user.MustChangePassword,
            LockoutEnabled = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
        };
        created.PasswordHash = new PasswordHasher<LedgerUser>().HashPassword(created, user.Password);
        session.Db.Add(created);
        await session.SaveAsync();
        session.Audit("user.created", "user", name, new { created.DisplayName, created.Email });
        return created;
    }

    /// <summary>Changes what people see of a person and where mails go.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="displayName">The name people see.</param>
    /// <param name="email">Where mails go, or null.</param>
    /// <param name="culture">The language, or null to follow the browser.</param>
    /// <param name="stamp">The concurrency stamp that was read; null to change whatever is there.</param>
    /// <exception cref="DomainException">A text is not valid, or somebody changed the person meanwhile (<c>user.changed-meanwhile</c>).</exception>
    public async Task ChangeAsync(long userId, string displayName, string? email, string? culture, string? stamp = null)
    {
        var user = await UserAsync(userId);
        if (stamp is not null && stamp != user.ConcurrencyStamp)
        {
            throw new DomainException("user.changed-meanwhile", $"Somebody changed {user.UserName} meanwhile.", user.UserName) { IsConflict = true };
        }

        var before = new { user.DisplayName, user.Email, user.Culture };
        user.DisplayName = Checks.Text(displayName, ColumnSizes.Name, "displayName");
        user.Email = Checks.Optional(email, ColumnSizes.UserName, "email");
        user.NormalizedEmail = user.Email?.ToUpperInvariant();
        user.Culture = Checks.Optional(culture, 10, "culture");
        user.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        await session.SaveAsync();
        session.Audit("user.changed", "user", user.UserName!, new { before, after = new { user.DisplayName, user.Email, user.Culture } });
    }

    /// <summary>Lets a person try again who was locked out for wrong passwords.</summary>
    public async Task UnlockAsync(long userId)
    {
        var user = await UserAsync(userId);
        user.LockoutEnd = null;
        user.AccessFailedCount = 0;
        await session.SaveAsync();
        session.Audit("user.unlocked", "user", user.UserName!);
    }

    /// <summary>Ends all sessions of a person: cookies and tokens made before are refused.</summary>
    public async Task EndSessionsAsync(long userId)
    {
        var user = await UserAsync(userId);
        user.SecurityStamp = Guid.NewGuid().ToString("N");
        await session.SaveAsync();
        session.Audit("user.sessions-ended", "user", user.UserName!);
    }

    /// <summary>Sets a person's password, ends their sessions and a lock-out for wrong passwords.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="password">The new password.</param>
    /// <param name="mustChange">True when somebody else made it: the person must change it at the next sign-in.</param>
    /// <exception cref="DomainException">It is shorter than 12 characters or contains the user name.</exception>
    public async Task SetPasswordAsync(long userId, string password, bool mustChange = false)
    {
        var user = await UserAsync(userId);
        CheckPassword(user.UserName!, password);
        user.LockoutEnd = null;
        user.AccessFailedCount = 0;
        user.PasswordHash = new PasswordHasher<LedgerUser>().HashPassword(user, password);
        user.MustChangePassword = mustChange;
        user.SecurityStamp = Guid.NewGuid().ToString("N");
        await session.SaveAsync();
        session.Audit("user.password-set", "user", user.UserName!, new { mustChange });
    }

    /// <summary>Lets a person sign in, or no longer; taking it away ends their sessions.</summary>
    /// <exception cref="DomainException">A company would be left without an administrator who may sign in (<c>user.last-administrator</c>).</exception>
    public async Task SetActiveAsync(long userId, bool isActive)
    {
        var user = await UserAsync(userId);
        if (!isActive)
        {
            await CheckAdministratorsRemainAsync(userId, await session.Db.Set<UserRole>().IgnoreQueryFilters()
                .Where(r => r.UserId == userId && r.Role == Role.Administrator).Select(r => r.CompanyId).ToArrayAsync());
        }

        user.IsActive = isActive;
        user.SecurityStamp = Guid.NewGuid().ToString("N");
        await session.SaveAsync();
        session.Audit(isActive ? "user.activated" : "user.deactivated", "user", user.UserName!);
    }

    /// <summary>Sets the language a person is written to in, and shown pages in where the browser says none.</summary>
    public async Task SetCultureAsync(long userId, string culture)
    {
        var user = await UserAsync(userId);
        var wanted = Checks.Text(culture, 10, "culture");
        if (user.Culture == wanted)
        {
            return;
        }

        user.Culture = wanted;
        await session.SaveAsync();
        session.Audit("user.culture-set", "user", user.UserName!, new { culture = wanted });
    }

    /// <summary>Gives a person a role in the session's company; nothing happens when they have it.</summary>
    public async Task GrantAsync(long userId, Role role)
    {
        var user = await UserAsync(userId);
        if (await session.Db.Set<UserRole>().AnyAsync(r => r.UserId == userId && r.Role == role))
        {
            return;
        }

        session.Db.Add(new UserRole { Id = session.NewId(), CompanyId = session.CompanyId, UserId = userId, Role = role });
        await session.SaveAsync();
        session.Audit("user.role-granted", "user", user.UserName!, new { role });
    }

    /// <summary>Takes a role in the session's company from a person; nothing happens when they have it not.</summary>
    /// <exception cref="DomainException">The company would be left without an administrator who may sign in (<c>user.last-administrator</c>).</exception>
    public async Task RevokeAsync(long userId, Role role)
    {
        var user = await UserAsync(userId);
        var row = await session.Db.Set<UserRole>().SingleOrDefaultAsync(r => r.UserId == userId && r.Role == role);
        if (row is null)
        {
            return;
        }

        if (role == Role.Administrator)
        {
            await CheckAdministratorsRemainAsync(userId, [session.CompanyId]);
        }

        session.Db.Remove(row);
        await session.SaveAsync();
        session.Audit("user.role-revoked", "user", user.UserName!, new { role });
    }

    /// <summary>Makes a key for programs that act as a person.</summary>
    public async Task<IssuedApiKey> IssueApiKeyAsync(long userId, string name)
    {
        var user = await UserAsync(userId);
        var text = KeyPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var key = new ApiKey
        {
            Id = session.NewId(),
            UserId = userId,
            Name = Checks.Text(name, ColumnSizes.Name, "name"),
            KeyHash = HashOf(text),
            Prefix = text[..12],
            CreatedAt = session.Now,
        };
        session.Db.Add(key);
        await session.SaveAsync();
        session.Audit("api-key.issued", "user", user.UserName!, new { key.Name, key.Prefix });
        return new IssuedApiKey(key.Id, text);
    }

    /// <summary>Takes a key back.</summary>
    public async Task RevokeApiKeyAsync(long keyId)
    {
        var key = await session.Db.Set<ApiKey>().SingleOrDefaultAsync(k => k.Id == keyId) ?? throw Checks.NotFound("api-key", keyId);
        key.RevokedAt ??= session.Now;
        await session.SaveAsync();
        session.Audit("api-key.revoked", "api-key", key.Prefix, new { key.Name });
    }

    /// <summary>The key a program sent; null when it is unknown, was taken back, or its person may not sign in.</summary>
    public static async Task<ApiKey?> FindApiKeyAsync(LedgerDb db, string text)
    {
        var hash = HashOf(text);
        return await db.Set<ApiKey>().SingleOrDefaultAsync(
            k => k.KeyHash == hash && k.RevokedAt == null && db.Set<LedgerUser>().Any(u => u.Id == k.UserId && u.IsActive));
    }

    /// <summary>The roles of a person in all companies, for signing in. The only reading across companies there is.</summary>
    public static Task<List<UserRole>> RolesOfAsync(LedgerDb db, long userId) =>
        db.Set<UserRole>().IgnoreQueryFilters().Where(r => r.UserId == userId).OrderBy(r => r.CompanyId).ToListAsync();

    // Of two administrators who take each other's role at once, the second waits for the first and is refused.
    private async Task CheckAdministratorsRemainAsync(long userId, long[] companies)
    {
        if (session.Transaction.Kind == DatabaseKind.PostgreSql)
        {
            await session.Transaction.QueryAsync("select id from companies where id = any($1) order by id for update", _ => true, companies);
        }

        foreach (var company in companies)
        {
            var others = await session.Transaction.QueryFirstAsync(
                """
                select count(*) from user_roles r join users u on u.id = r.user_id
                where r.company_id = $1 and r.role = 'Administrator' and u.is_active and u.id <> $2
                """,
                row => row.GetInt64(0), company, userId);
            if (others == 0)
            {
                throw new DomainException("user.last-administrator", "The company would have no administrator.") { IsConflict = true };
            }
        }
    }

    private static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void CheckPassword(string userName, string password)
    {
        if (password.Length is < PasswordLengthMin or > 200 || password.Contains(userName, StringComparison.OrdinalIgnoreCase))
        {
            throw new DomainException("user.password", "The password needs 12 characters or more and not the user name.", PasswordLengthMin) { Field = "password" };
        }
    }

    private async Task<LedgerUser> UserAsync(long id) =>
        await session.Db.Set<LedgerUser>().SingleOrDefaultAsync(u => u.Id == id) ?? throw Checks.NotFound("user", id);
}
