using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Workflows;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Instances;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Designer.Definitions;

/// <summary>Starting a definition from the studio. A draft runs only for those who could publish it.</summary>
internal static class DefinitionRunEndpoints
{
    private const string InstanceHeader = "x-elsa-workflow-instance-id";
    private const string CannotStartHeader = "x-elsa-workflow-cannot-start";

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder designer)
    {
        var group = designer.MapGroup("/workflow-definitions/{definitionId}").RequireAuthorization(Policies.Runs)
            .AddEndpointFilter(AddHeaderAsync).AddEndpointFilter<Idempotency>();
        group.MapPost("/execute", ExecuteAsync);
        group.MapPost("/dispatch", DispatchAsync);
    }

    // Outside the idempotency, whose repeated answers are bodies only.
    private static async ValueTask<object?> AddHeaderAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        if (answer is RawAnswer { Status: StatusCodes.Status200OK } raw)
        {
            var headers = context.HttpContext.Response.Headers;
            headers[InstanceHeader] = JsonNode.Parse(raw.Body)!["workflowInstanceId"]!.GetValue<string>();
            headers.AccessControlExposeHeaders = $"{InstanceHeader}, {CannotStartHeader}";
        }

        return answer;
    }

    private static Task<RawAnswer> ExecuteAsync(
        string definitionId, DesignerBody body, Caller caller, HttpContext http, [FromServices] IDefinitions definitions,
        [FromServices] IWorkflowRuntime runtime, CancellationToken cancellationToken) =>
        StartAsync(definitionId, body, caller, http, definitions, runtime, isQueued: false, cancellationToken);

    private static Task<RawAnswer> DispatchAsync(
        string definitionId, DesignerBody body, Caller caller, HttpContext http, [FromServices] IDefinitions definitions,
        [FromServices] IWorkflowRuntime runtime, CancellationToken cancellationToken) =>
        StartAsync(definitionId, body, caller, http, definitions, runtime, isQueued: true, cancellationToken);

    private static async Task<RawAnswer> StartAsync(
        string definitionId, DesignerBody body, Caller caller, HttpContext http, IDefinitions definitions, IWorkflowRuntime runtime, bool isQueued,
        CancellationToken cancellationToken)
    {
        try
        {
            var version = await VersionAsync(definitionId, body, caller, definitions, cancellationToken);
            var started = await runtime.StartAsync(
                new StartWorkflow(definitionId, caller.Actor)
                {
                    VersionId = version.VersionId,
                    Input = body.Json["input"]?.DeepClone() as JsonObject,
                    CorrelationId = body.Text("correlationId"),
                    TriggerActivityId = body.Text("triggerActivityId"),
                    Queued = isQueued,
                    IdempotencyKey = http.Features.Get<IdempotentCall>()?.StoredKey,
                },
                cancellationToken);
            var id = started.InstanceId.ToString(CultureInfo.InvariantCulture);
            return new RawAnswer(
                StatusCodes.Status200OK, new JsonObject { ["workflowInstanceId"] = id, ["subStatus"] = started.SubStatus.ToString() }.ToJsonString());
        }
        catch (Exception e) when (e is WorkflowException or RequestRefusedException)
        {
            // The studio then says that it cannot be started; our page shows why, from the problem details.
            http.Response.OnStarting(() =>
            {
                http.Response.Headers[CannotStartHeader] = "true";
                return Task.CompletedTask;
            });
            throw;
        }
    }

    private static async Task<DefinitionVersion> VersionAsync(
        string definitionId, DesignerBody body, Caller caller, IDefinitions definitions, CancellationToken cancellationToken)
    {
        var wanted = body.Text("versionOptions") is { Length: > 0 } given ? given : "Published";
        var version = await definitions.FindAsync(definitionId, wanted, cancellationToken);
        if (version is null)
        {
            throw await definitions.FindAsync(definitionId, "Latest", cancellationToken) is null
                ? DefinitionReadEndpoints.NotFound(definitionId)
                : new WorkflowException("definition.not-published", $"The definition {definitionId} is not published.", definitionId);
        }

        if (!version.IsPublished && !DesignerRights.MayEdit(caller))
        {
            throw new RequestRefusedException(422, "designer.draft-not-run", $"The draft of {definitionId} is run by its owners only.", version.Name, version.Version);
        }

        return version;
    }
}
