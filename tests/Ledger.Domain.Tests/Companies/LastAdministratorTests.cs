using Ledger.Domain.Users;
using Ledger.Foundation;

namespace Ledger.Domain.Tests.Companies;

/// <summary>A company is never left without an administrator who may sign in.</summary>
public sealed class LastAdministratorTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Administrators_TakingEachOthersRoleAtOnce_OneRemains(DatabaseKind kind)
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var ana = await AdministratorAsync(books, "ana");
        var eva = await AdministratorAsync(books, "eva");

        var results = await Task.WhenAll(
            CodeAsync(() => books.WriteAsync(session => new UserService(session).RevokeAsync(ana, Role.Administrator))),
            CodeAsync(() => books.WriteAsync(session => new UserService(session).SetActiveAsync(eva, false))));

        results.Should().BeEquivalentTo(["", "user.last-administrator"]);
        (await books.Database.QueryAsync(
            "select count(*) from user_roles r join users u on u.id = r.user_id where r.role = 'Administrator' and u.is_active",
            row => row.GetInt64(0)))[0].Should().Be(1);
    }

    [Fact]
    public async Task Administrator_TheOnlyOneWhoMaySignIn_KeepsTheRole()
    {
        await using var books = await LedgerBooks.OpenAsync();
        var ana = await AdministratorAsync(books, "ana");
        var eva = await AdministratorAsync(books, "eva");
        await books.WriteAsync(session => new UserService(session).SetActiveAsync(eva, false));

        (await CodeAsync(() => books.WriteAsync(session => new UserService(session).RevokeAsync(ana, Role.Administrator)))).Should().Be("user.last-administrator");
        (await CodeAsync(() => books.WriteAsync(session => new UserService(session).SetActiveAsync(ana, false)))).Should().Be("user.last-administrator");
        await books.WriteAsync(session => new UserService(session).SetActiveAsync(eva, true));
        (await CodeAsync(() => books.WriteAsync(session => new UserService(session).RevokeAsync(ana, Role.Administrator)))).Should().BeEmpty();
    }

    [Fact]
    public async Task User_ChangedByTwo_TheSecondIsTold()
    {
        await using var books = await LedgerBooks.OpenAsync();
        var ana = await AdministratorAsync(books, "ana");
        var stamp = (await books.Database.QueryAsync("select concurrency_stamp from users where id = $1", row => row.GetString(0), ana))[0];

        await books.WriteAsync(session => new UserService(session).ChangeAsync(ana, "Ana Soto", "ana@example.com", "en", stamp));

        (await CodeAsync(() => books.WriteAsync(session => new UserService(session).ChangeAsync(ana, "Otra", null, null, stamp)))).Should().Be("user.changed-meanwhile");
        (await books.Database.QueryAsync("select display_name from users where id = $1", row => row.GetString(0), ana))[0].Should().Be("Ana Soto");
    }

    private static Task<long> AdministratorAsync(LedgerBooks books, string name) => books.WriteAsync(async session =>
    {
        var users = new UserService(session);
        var user = await users.CreateAsync(new NewUser(name, name, null, "una clave muy larga"));
        await users.GrantAsync(user.Id, Role.Administrator);
        return user.Id;
    });

    private static async Task<string> CodeAsync(Func<Task> work)
    {
        try
        {
            await work();
            return string.Empty;
        }
        catch (DomainException refusal)
        {
            return refusal.Code;
        }
    }
}
