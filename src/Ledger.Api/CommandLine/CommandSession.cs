using System.CommandLine;
using System.Security.Claims;
using Ledger.Api.Hosting;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation;
using Ledger.Foundation.Texts;

namespace Ledger.Api.CommandLine;

/// <summary>
/// One command at work: the host's services on the data folder, without HTTP. A server that runs on the same folder is
/// not disturbed: both write through their own transactions, and the server picks up what a command queues.
/// </summary>
internal sealed class CommandSession : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly string? _user;
    private readonly string? _company;
    private bool _isStarted;

    private CommandSession(WebApplication host, ParseResult parse, Globals globals, CommandOutput output, RunningServer? server)
    {
        _host = host;
        _user = parse.GetValue(globals.User) ?? Environment.GetEnvironmentVariable("LEDGER_USER");
        _company = parse.GetValue(globals.Company) ?? Environment.GetEnvironmentVariable("LEDGER_COMPANY");
        Globals = globals;
        Output = output;
        Server = server;
    }

    /// <summary>The options that every command takes.</summary>
    public Globals Globals { get; }

    /// <summary>Where results go.</summary>
    public CommandOutput Output { get; }

    /// <summary>The server on the same data folder, or null.</summary>
    public RunningServer? Server { get; }

    /// <summary>The database.</summary>
    public LedgerDatabase Database => Get<LedgerDatabase>();

    /// <summary>The texts of all modules.</summary>
    public MessageCatalog Texts => Get<MessageCatalog>();

    /// <summary>Opens the data folder; starts the engine in this process when <paramref name="engine"/> says so and no server does that work.</summary>
    public static async Task<CommandSession> OpenAsync(Globals globals, ParseResult parse, bool engine, CancellationToken cancellationToken)
    {
        var folder = parse.GetValue(globals.Data)!;
        var server = ServerLock.Find(folder);
        var runs = engine && server is null;
        var host = await LedgerHost.CreateAsync(
            new HostSettings { DataFolder = folder, Serves = false, RunsEngine = runs, IsQuiet = true, Urls = "http://127.0.0.1:0" }, cancellationToken);
        var session = new CommandSession(host, parse, globals, new CommandOutput(parse.GetValue(globals.Json)), server);
        if (runs)
        {
            await host.StartAsync(cancellationToken);
            session._isStarted = true;
        }

        return session;
    }

    /// <summary>A service of the host.</summary>
    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>The person the command acts as.</summary>
    /// <remarks>
    /// Who can run commands on the data folder can read and write the database anyway, so no password is asked; roles and
    /// segregation of duties hold all the same, and the audit names the person.
    /// </remarks>
    /// <exception cref="RequestRefusedException"><c>cli.user-missing</c>, <c>user.not-found</c>, <c>auth.company-forbidden</c>, <c>company.not-chosen</c>.</exception>
    public async Task<Caller> CallerAsync()
    {
        if (string.IsNullOrEmpty(_user))
        {
            throw new RequestRefusedException(400, "cli.user-missing", "Say who acts: --user NAME.");
        }

        var found = await Database.QueryAsync(
            "select id from users where normalized_user_name = $1 and is_active", row => row.GetInt64(0), _user.ToUpperInvariant());
        var principal = SignIn.Principal(found.Count == 1 ? found[0] : 0, string.Empty, null, "cli");
        var identity = new ClaimsIdentity(principal.Claims.Where(c => c.Type != Callers.StampClaim), "cli");
        return await Get<Callers>().FindAsync(new ClaimsPrincipal(identity), _company)
            ?? throw new RequestRefusedException(404, "user.not-found", $"There is no user {_user}.", _user);
    }

    /// <summary>The person the command acts as, when one of the person's roles is in <paramref name="policy"/>.</summary>
    /// <exception cref="RequestRefusedException"><c>auth.forbidden</c>, and those of <see cref="CallerAsync()"/>.</exception>
    public async Task<Caller> CallerAsync(string policy)
    {
        var caller = await CallerAsync();
        _ = caller.Company;
        return caller.Roles.Any(Policies.RolesOf[policy].Contains)
            ? caller
            : throw new RequestRefusedException(403, "auth.forbidden", $"{caller.UserName} has none of the roles {string.Join(", ", Policies.RolesOf[policy])}.");
    }

    /// <summary>A text of the host.</summary>
    public string Text(string code, params object?[] arguments) => Globals.Text(code, arguments);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isStarted)
        {
            await _host.StopAsync();
        }

        await _host.DisposeAsync();
    }
}
