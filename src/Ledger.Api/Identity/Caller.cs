using System.Globalization;
using System.Reflection;
using Ledger.Api.Http;
using Ledger.Foundation;
using Ledger.Workflows.HumanTasks;

namespace Ledger.Api.Identity;

/// <summary>Who makes a request, for which company, with which roles there. A handler takes it as a parameter.</summary>
/// <param name="UserId">The person.</param>
/// <param name="UserName">The name the person signs in with.</param>
/// <param name="DisplayName">The name people see.</param>
/// <param name="Culture">The person's language, or null.</param>
/// <param name="CompanyId">The company chosen, or null when the person has several and chose none.</param>
/// <param name="CompanyName">Its name.</param>
/// <param name="Roles">The person's roles in that company.</param>
/// <param name="Companies">All companies of the person.</param>
internal sealed record Caller(
    long UserId, string UserName, string DisplayName, string? Culture, long? CompanyId, string? CompanyName,
    IReadOnlyCollection<string> Roles, IReadOnlyList<CompanyAccess> Companies)
{
    /// <summary>On whose behalf the domain and the engine act.</summary>
    /// <exception cref="RequestRefusedException"><c>company.not-chosen</c>.</exception>
    public Actor Actor => new(Company, UserId, UserName);

    /// <summary>The window of the designer the request comes from (claim <see cref="Callers.EditorClaim"/>), or null.</summary>
    public string? Editor { get; init; }

    /// <summary>The person as the task list sees it.</summary>
    public TaskPerson Person => new(Actor, Roles, Roles.Any(Policies.Coordinators.Contains));

    /// <summary>The company chosen.</summary>
    /// <exception cref="RequestRefusedException"><c>company.not-chosen</c>.</exception>
    public long Company => CompanyId ?? throw new RequestRefusedException(
        400, "company.not-chosen", "The person has several companies; the request names none.", CompanyHeader,
        string.Join(", ", Companies.Select(c => $"{c.Rut} {c.Name}")));

    /// <summary>The request header that chooses a company, by its key or RUT.</summary>
    public const string CompanyHeader = "X-Company";

    /// <summary>The caller of a request; null when nobody is signed in.</summary>
    public static Caller? Find(HttpContext http) => http.Features.Get<Caller>();

    /// <summary>The caller of a request that requires one.</summary>
    public static Caller Of(HttpContext http) =>
        Find(http) ?? throw new RequestRefusedException(401, "auth.required", "Nobody is signed in.");

    /// <summary>Lets handlers take the caller as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext http, ParameterInfo parameter) => ValueTask.FromResult<Caller?>(Of(http));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{UserName} ({UserId})");
}
