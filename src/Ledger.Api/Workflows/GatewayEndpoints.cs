using System.Text;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation;
using Ledger.Workflows.Activities.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Workflows;

/// <summary>Brings HTTP requests below <c>/workflows</c> to definitions and instances that wait for them (features.md W4).</summary>
internal static class GatewayEndpoints
{
    private const int BodyMax = 1024 * 1024;
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    // What proves who the caller is stays with the host.
    private static readonly HashSet<string> Hidden = new(StringComparer.OrdinalIgnoreCase) { "Authorization", "Cookie", ApiKeyHandler.Header };

    /// <summary>Adds the route. It is open; each endpoint of a workflow says whether and whom it wants to know.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapMethods("/workflows/{**path}", Methods, HandleAsync)
        .WithTags("workflows").AllowAnonymous().WithSummary("HTTP endpoints of workflows.");

    private static async Task<IResult> HandleAsync(
        string? path, HttpContext http, [FromServices] IHttpWorkflowGateway gateway, LedgerDatabase database, CancellationToken cancellationToken)
    {
        var caller = Caller.Find(http);
        var company = caller?.CompanyId ?? await CompanyAsync(database, http.Request.Headers[Caller.CompanyHeader].ToString());
        var endpoint = await gateway.FindAsync(company, http.Request.Method, path ?? string.Empty, cancellationToken)
            ?? throw new RequestRefusedException(404, "request.no-such-address", "No workflow has this address.");
        Authorize(endpoint, caller, company);
        var request = new HttpWorkflowRequest(http.Request.Method, path ?? string.Empty)
        {
            Query = http.Request.Query.ToDictionary(q => q.Key, q => q.Value.Select(v => v ?? string.Empty).ToArray()),
            Headers = http.Request.Headers.Where(h => !Hidden.Contains(h.Key)).ToDictionary(h => h.Key, h => h.Value.Select(v => v ?? string.Empty).ToArray()),
            ContentType = http.Request.ContentType,
            Body = await ReadAsync(http, endpoint.SizeMax ?? BodyMax, cancellationToken),
        };
        var answer = await gateway.HandleAsync(endpoint, request, caller is null ? Actor.System(company, "http") : caller.Actor, cancellationToken);
        return new WorkflowAnswer(answer);
    }

    private static void Authorize(HttpWorkflowEndpoint endpoint, Caller? caller, long company)
    {
        if ((endpoint.Authorize || endpoint.Policy is not null) && caller is null)
        {
            throw new RequestRefusedException(401, "auth.required", "The workflow wants to know its caller.");
        }

        var roles = endpoint.Policy is null ? null : Policies.RolesOf.GetValueOrDefault(endpoint.Policy) ?? [endpoint.Policy];
        if (caller is not null && (caller.CompanyId != company || (roles is not null && !caller.Roles.Any(roles.Contains))))
        {
            throw new RequestRefusedException(403, "auth.forbidden", $"The workflow wants one of {string.Join(", ", roles ?? [])}.");
        }
    }

    private static async Task<string?> ReadAsync(HttpContext http, long max, CancellationToken cancellationToken)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = max;
        }

        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(cancellationToken);
        return text.Length == 0 ? null : text;
    }

    // Who is not signed in names the company, unless there is only one.
    private static async Task<long> CompanyAsync(LedgerDatabase database, string wanted)
    {
        var companies = await database.QueryAsync("select id, rut from companies", row => (Id: row.GetInt64(0), Rut: row.GetString(1)));
        var chosen = wanted.Length == 0
            ? companies
            : companies.FindAll(c => c.Rut.Equals(wanted, StringComparison.OrdinalIgnoreCase) || FormattableString.Invariant($"{c.Id}") == wanted);
        return chosen.Count == 1
            ? chosen[0].Id
            : throw new RequestRefusedException(404, "request.no-such-address", "The request names no company.");
    }

    private sealed class WorkflowAnswer(HttpWorkflowResponse answer) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = answer.Status;
            foreach (var (name, values) in answer.Headers)
            {
                httpContext.Response.Headers[name] = values;
            }

            if (answer.InstanceId is { } id)
            {
                httpContext.Response.Headers["X-Ledger-Instance"] = FormattableString.Invariant($"{id}");
            }

            if (answer.ContentType is not null)
            {
                httpContext.Response.ContentType = answer.ContentType;
            }

            if (answer.Body is not null)
            {
                await httpContext.Response.WriteAsync(answer.Body, httpContext.RequestAborted);
            }
        }
    }
}
