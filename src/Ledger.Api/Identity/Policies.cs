using Ledger.Api.Http;
using Ledger.Domain.Users;
using Microsoft.AspNetCore.Authorization;

namespace Ledger.Api.Identity;

/// <summary>Who may do what. Every endpoint names one of these; a test walks all endpoints.</summary>
internal static class Policies
{
    /// <summary>Anybody who is signed in, with or without a company.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Looks at the books: every role.</summary>
    public const string Reads = "reads";

    /// <summary>Enters and changes documents and payments, pays and annuls.</summary>
    public const string Enters = "enters";

    /// <summary>Authorises payments.</summary>
    public const string Approves = "approves";

    /// <summary>Works on tasks; which tasks is decided per task.</summary>
    public const string Works = "works";

    /// <summary>Starts processes and sends events.</summary>
    public const string Runs = "runs";

    /// <summary>Stops instances: who may start them, and who administers.</summary>
    public const string Stops = "stops";

    /// <summary>Draws, publishes and schedules processes; steers stuck instances.</summary>
    public const string Owns = "owns";

    /// <summary>Sets up companies, users, parameters and accounts.</summary>
    public const string Administers = "administers";

    /// <summary>Reads and verifies the audit trail and the state of the system.</summary>
    public const string Audits = "audits";

    /// <summary>The roles that see and assign everybody's tasks.</summary>
    public static readonly IReadOnlyList<string> Coordinators = Names(Role.ProcessOwner, Role.Administrator);

    /// <summary>The roles of each policy.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> RolesOf = new Dictionary<string, IReadOnlyList<string>>
    {
        [Reads] = Names(Enum.GetValues<Role>()),
        [Enters] = Names(Role.Operator, Role.ProcessOwner),
        [Approves] = Names(Role.Approver),
        [Works] = Names(Role.Operator, Role.Approver, Role.ProcessOwner, Role.Administrator),
        [Runs] = Names(Role.Operator, Role.ProcessOwner),
        [Stops] = Names(Role.Operator, Role.ProcessOwner, Role.Administrator),
        [Owns] = Names(Role.ProcessOwner, Role.Administrator),
        [Administers] = Names(Role.Administrator),
        [Audits] = Names(Role.Auditor, Role.Administrator),
    };

    /// <summary>Registers the policies.</summary>
    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser());
        foreach (var (name, roles) in RolesOf)
        {
            options.AddPolicy(name, policy => policy.RequireAuthenticatedUser().RequireRole(roles));
        }
    }

    /// <summary>Refuses an endpoint that names neither a policy nor that it is open: somebody forgot it.</summary>
    public static Task RefuseUnguarded(HttpContext http, RequestDelegate next) =>
        http.GetEndpoint() is RouteEndpoint endpoint
        && endpoint.Metadata.GetMetadata<IAuthorizeData>() is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            ? throw new RequestRefusedException(403, "auth.forbidden", $"The endpoint {endpoint.DisplayName} names no policy.")
            : next(http);

    private static string[] Names(params Role[] roles) => [.. roles.Select(r => r.ToString())];
}
