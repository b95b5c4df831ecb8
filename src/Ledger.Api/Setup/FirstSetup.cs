using System.Globalization;
using System.Security.Claims;
using Ledger.Api.Demo;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Companies;
using Ledger.Domain.Users;
using Ledger.Foundation;

namespace Ledger.Api.Setup;

/// <summary>Sets up an installation that has no people yet: the first administrator and a company, as one unit of work, once and never again.</summary>
internal sealed class FirstSetup(LedgerDatabase database, DemoFilling filling)
{
    // Any number that nothing else locks.
    private const long Lock = 0x4C65_6467_6572_3031;

    private volatile bool _isDone;

    /// <summary>True while nobody can sign in because there is nobody. People are never deleted, so false stays false.</summary>
    public async ValueTask<bool> IsOpenAsync()
    {
        if (!_isDone && (await database.QueryAsync("select 1 from users limit 1", _ => true)).Count > 0)
        {
            _isDone = true;
        }

        return !_isDone;
    }

    /// <summary>Makes the administrator and the company; of two at once one is refused.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="peopleMaySignIn">True to let the demo's people sign in with their well-known password.</param>
    /// <param name="culture">The administrator's language.</param>
    /// <returns>What was made and the claims of the administrator.</returns>
    /// <exception cref="RequestRefusedException"><c>setup.passwords-differ</c>, <c>setup.demo-name</c>, <c>setup.taken</c>.</exception>
    /// <exception cref="DomainException">A name, the password, the tax id, a currency or the time zone is not valid.</exception>
    public async Task<(SetupDone Done, ClaimsPrincipal Administrator)> RunAsync(SetupRequest request, bool peopleMaySignIn, CultureInfo culture)
    {
        if (request.Password != request.PasswordAgain)
        {
            throw new RequestRefusedException(422, "setup.passwords-differ", "The two passwords differ.") { Field = "passwordAgain" };
        }

        if (request.IsDemo && DemoPeople.All.Any(p => p.UserName.Equals(request.UserName?.Trim(), StringComparison.OrdinalIgnoreCase)))
        {
            throw new RequestRefusedException(422, "setup.demo-name", "A person of the demo has this name.", request.UserName) { Field = "userName" };
        }

        var (company, user) = await database.WriteAsync(
            Actor.System(0, "setup"), session => CreateAsync(session, request, peopleMaySignIn, culture), CancellationToken.None);
        _isDone = true;
        if (request.IsDemo)
        {
            filling.Start(company.Id);
        }

        return (
            new SetupDone(company.Name, request.IsDemo, request.IsDemo && !peopleMaySignIn),
            SignIn.Principal(user.Id, user.SecurityStamp!, company.Id.ToString(CultureInfo.InvariantCulture), AuthSchemes.Cookie));
    }

    private async Task<(Company Company, LedgerUser User)> CreateAsync(LedgerSession outside, SetupRequest request, bool peopleMaySignIn, CultureInfo culture)
    {
        // The second waits here for the first, and then sees its people.
        if (outside.Transaction.Kind == DatabaseKind.PostgreSql)
        {
            await outside.Transaction.QueryAsync("select pg_advisory_xact_lock($1)", _ => true, Lock);
        }

        if ((await outside.Transaction.QueryAsync("select 1 from users limit 1", _ => true)).Count > 0)
        {
            throw new RequestRefusedException(409, "setup.taken", "Somebody set this installation up meanwhile.");
        }

        var company = request.IsDemo
            ? await new DemoCompany(database).CreateAsync(outside, peopleMaySignIn)
            : await new CompanyService(outside).CreateAsync(new NewCompany(
                request.Rut ?? string.Empty, request.CompanyName ?? string.Empty, request.LocalCurrency ?? string.Empty,
                request.ForeignCurrency ?? string.Empty, TimeZone: request.TimeZone ?? string.Empty));
        var session = LedgerSession.Join(outside.Transaction, Actor.System(company.Id, "setup"));
        if (!request.IsDemo)
        {
            await ChileanChart.CreateAsync(session); // without accounts nothing could be paid or posted
        }

        var users = new UserService(session);
        var user = await users.CreateAsync(new NewUser(
            request.UserName ?? string.Empty, string.IsNullOrWhiteSpace(request.DisplayName) ? request.UserName ?? string.Empty : request.DisplayName,
            request.Email, request.Password ?? string.Empty, culture.TwoLetterISOLanguageName));
        await users.GrantAsync(user.Id, Role.Administrator);
        if (request.IsDemo)
        {
            // Alone with the demo, one person wants to see all of it.
            foreach (var role in (Role[])[Role.ProcessOwner, Role.Approver, Role.Operator])
            {
                await users.GrantAsync(user.Id, role);
            }
        }

        session.Audit(DemoFilling.Action, "company", company.Rut, new { administrator = user.UserName, demo = request.IsDemo, peopleMaySignIn });
        return (company, user);
    }
}
