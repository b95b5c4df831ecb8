using System.CommandLine;
using System.Security.Cryptography;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Users;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Companies;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.CommandLine;

/// <summary><c>ledger users …</c> and <c>ledger setup</c>: the first company and its administrator, people and roles.</summary>
internal static class UserCommands
{
    /// <summary><c>ledger users …</c>.</summary>
    public static Command Create(Globals globals) => new("users", globals.Text("cli.users"))
    {
        CreateList(globals), CreateAdd(globals), CreateRole(globals, "grant"), CreateRole(globals, "revoke"), CreatePassword(globals),
    };

    /// <summary><c>ledger setup RUT NAME ADMINISTRATOR</c>: for an installation without the demo.</summary>
    public static Command CreateSetup(Globals globals)
    {
        var rut = new Argument<string>("rut");
        var name = new Argument<string>("name");
        var administrator = new Argument<string>("administrator");
        var command = new Command("setup", globals.Text("cli.setup")) { rut, name, administrator };
        command.SetAction(globals.In(async (session, parse, cancellationToken) =>
        {
            var password = NewPassword();
            var created = await session.Database.WriteAsync(
                Actor.System(0, "setup"),
                async work =>
                {
                    var company = await new CompanyService(work).CreateAsync(new NewCompany(parse.GetValue(rut)!, parse.GetValue(name)!));
                    var inside = LedgerSession.Join(work.Transaction, Actor.System(company.Id, "setup"));
                    await ChileanChart.CreateAsync(inside); // without accounts nothing could be paid or posted
                    var users = new UserService(inside);
                    var user = await users.CreateAsync(new NewUser(parse.GetValue(administrator)!, parse.GetValue(administrator)!, null, password));
                    await users.GrantAsync(user.Id, Role.Administrator);
                    return new Setup(company.Id, company.Rut, user.UserName!, password);
                },
                cancellationToken);
            session.Output.Write(created, c => session.Text("cli.setup.done", c.Rut, c.UserName, c.Password));
            return ExitCodes.Ok;
        }));
        return command;
    }

    /// <summary>A password nobody guesses and everybody can type: four groups of five letters and digits.</summary>
    public static string NewPassword() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 5)));

    private static Command CreateList(Globals globals)
    {
        var command = new Command("list", globals.Text("cli.users.list"));
        command.SetAction(globals.In(async (session, _, _) =>
        {
            var caller = await session.CallerAsync(Policies.Reads);
            var users = await session.Database.ReadAsync(caller.Company, async db =>
            {
                var roles = await db.Set<UserRole>().ToListAsync();
                return (await db.Set<LedgerUser>().Where(u => db.Set<UserRole>().Any(r => r.UserId == u.Id)).OrderBy(u => u.NormalizedUserName).ToListAsync())
                    .ConvertAll(u => UserView.Of(u, roles.Where(r => r.UserId == u.Id)));
            });
            session.Output.List(
                users,
                ("id", u => u.Id), (session.Text("column.name"), u => u.UserName), (session.Text("column.title"), u => u.DisplayName),
                (session.Text("column.roles"), u => string.Join(", ", u.Roles)), (session.Text("column.active"), u => u.IsActive));
            return ExitCodes.Ok;
        }));
        return command;
    }

    private static Command CreateAdd(Globals globals)
    {
        var name = new Argument<string>("name");
        var roles = new Option<Role[]>("--role") { Description = globals.Text("cli.users.role"), AllowMultipleArgumentsPerToken = true };
        var display = new Option<string?>("--name") { Description = globals.Text("cli.users.display") };
        var email = new Option<string?>("--email");
        var command = new Command("add", globals.Text("cli.users.add")) { name, roles, display, email };
        command.SetAction(globals.In(async (session, parse, cancellationToken) =>
        {
            var caller = await session.CallerAsync(Policies.Administers);
            var password = NewPassword();
            await session.Database.WriteAsync(
                caller.Actor,
                async work =>
                {
                    var users = new UserService(work);
                    var user = await users.CreateAsync(new NewUser(
                        parse.GetValue(name)!, parse.GetValue(display) ?? parse.GetValue(name)!, parse.GetValue(email), password, MustChangePassword: true));
                    foreach (var role in parse.GetValue(roles) ?? [])
                    {
                        await users.GrantAsync(user.Id, role);
                    }
                },
                cancellationToken);
            session.Output.Write(new { UserName = parse.GetValue(name), Password = password }, u => session.Text("cli.users.password", u.UserName, u.Password));
            return ExitCodes.Ok;
        }));
        return command;
    }

    private static Command CreateRole(Globals globals, string action)
    {
        var name = new Argument<string>("name");
        var role = new Argument<Role>("role");
        var command = new Command(action, globals.Text("cli.users." + action)) { name, role };
        command.SetAction(globals.In(async (session, parse, cancellationToken) =>
        {
            var caller = await session.CallerAsync(Policies.Administers);
            var id = await FindAsync(session.Database, parse.GetValue(name)!);
            await session.Database.WriteAsync(
                caller.Actor,
                work => action == "grant"
                    ? new UserService(work).GrantAsync(id, parse.GetValue(role))
                    : new UserService(work).RevokeAsync(id, parse.GetValue(role)),
                cancellationToken);
            session.Output.Write(Done.Value, _ => session.Text("cli.done"));
            return ExitCodes.Ok;
        }));
        return command;
    }

    private static Command CreatePassword(Globals globals)
    {
        var name = new Argument<string>("name");
        var command = new Command("password", globals.Text("cli.users.new-password")) { name };
        command.SetAction(globals.In(async (session, parse, cancellationToken) =>
        {
            var caller = await session.CallerAsync(Policies.Administers);
            var id = await FindAsync(session.Database, parse.GetValue(name)!);
            var password = NewPassword();
            await session.Database.WriteAsync(caller.Actor, work => new UserService(work).SetPasswordAsync(id, password, mustChange: true), cancellationToken);
            session.Output.Write(new { UserName = parse.GetValue(name), Password = password }, u => session.Text("cli.users.password", u.UserName, u.Password));
            return ExitCodes.Ok;
        }));
        return command;
    }

    // Somebody without a role yet is nobody's colleague, so not only the company's people are looked at.
    private static async Task<long> FindAsync(LedgerDatabase database, string name)
    {
        var found = await database.QueryAsync("select id from users where normalized_user_name = $1", row => row.GetInt64(0), name.ToUpperInvariant());
        return found.Count == 1 ? found[0] : throw new RequestRefusedException(404, "user.not-found", $"There is no user {name}.", name);
    }

    private sealed record Setup(long CompanyId, string Rut, string UserName, string Password);
}
