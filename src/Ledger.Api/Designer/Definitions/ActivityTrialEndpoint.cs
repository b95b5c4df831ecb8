using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Instances;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Designer.Definitions;

/// <summary>The studio's "Test" of one activity: really run, and rolled back.</summary>
internal sealed class ActivityTrialEndpoint(ActivityTrial trial, IDefinitions definitions, MessageCatalog texts)
{
    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder designer) =>
        designer.MapPost("/tests/activities", RunAsync).RequireAuthorization(Policies.Owns);

    private static async Task<DesignerAnswer<TrialView>> RunAsync(
        DesignerBody body, Caller caller, HttpContext http, ActivityTrialEndpoint endpoint, CancellationToken cancellationToken)
    {
        var culture = Language.Of(http);
        var version = await endpoint.FindAsync(body.Json["workflowDefinitionHandle"] as JsonObject ?? [], cancellationToken);
        var handle = body.Json["activityHandle"] as JsonObject ?? [];
        var activity = Text(handle, "activityNodeId") ?? Text(handle, "activityId") ?? string.Empty;
        try
        {
            var definition = JsonNode.Parse(version.Json, documentOptions: new System.Text.Json.JsonDocumentOptions { MaxDepth = 256 })!.AsObject();
            return new(endpoint.View(await endpoint.Trial.RunAsync(definition, activity, caller.Actor, cancellationToken), culture));
        }
        catch (DefinitionRefusedException e)
        {
            // What keeps the activity from running at all is its result, not a failure of the page.
            var reasons = string.Join(" ", e.Problems.Select(p => endpoint.Texts.Find(p.Code, culture, p.Arguments) ?? p.Message).Distinct());
            return new(new([], [], [], new(e.Code, reasons), "Faulted"));
        }
    }

    private ActivityTrial Trial => trial;

    private MessageCatalog Texts => texts;

    private async Task<DefinitionVersion> FindAsync(JsonObject handle, CancellationToken cancellationToken)
    {
        var definitionId = Text(handle, "definitionId") ?? string.Empty;
        var version = Text(handle, "definitionVersionId") is { Length: > 0 } versionId
            ? await definitions.FindVersionAsync(versionId, cancellationToken)
            : await definitions.FindAsync(definitionId, Text(handle, "versionOptions") is { Length: > 0 } given ? given : "Latest", cancellationToken);
        return version ?? throw DefinitionReadEndpoints.NotFound(definitionId);
    }

    private TrialView View(TrialResult result, CultureInfo culture)
    {
        // The tab shows the state, the outcomes, the outputs and the failure, and nothing else: what is to be said stands in the state.
        var state = result.Inputs.DeepClone().AsObject();
        var payload = new JsonObject { ["Outcomes"] = new JsonArray([.. result.Outcomes.Select(o => (JsonNode)o)]) };
        if (result.Lines.Count > 0)
        {
            state[Label("lines")] = string.Join('\n', result.Lines);
        }

        var note = result.End switch
        {
            TrialEnd.External => texts.Find("designer.trial-external", culture, []),
            TrialEnd.Long => texts.Find("designer.trial-long", culture, [result.Done, result.Total]),
            TrialEnd.Waiting => texts.Find("designer.trial-waiting", culture, [string.Join(", ", result.WaitsFor)]),
            _ => texts.Find("designer.trial-rolled-back", culture, []),
        };
        state[Label("note")] = note;
        if (result.Call is { } call)
        {
            state[Label("call")] = call.DeepClone();
        }

        var status = result.End switch
        {
            TrialEnd.Completed => "Completed",
            TrialEnd.Faulted => "Faulted",
            _ => "Running",
        };
        return new(state, payload, result.Outputs, result.Failure is { } failure ? Failure(failure, culture) : null, status);

        string Label(string name) => texts.Find("designer.trial-label-" + name, culture, []) ?? name;
    }

    private TrialFailure Failure(Exception exception, CultureInfo culture)
    {
        var refusal = Refusal.Of(exception);
        return refusal.IsUnexpected
            ? new(exception.GetType().Name, exception.Message)
            : new(refusal.Code, texts.Find(refusal.Code, culture, refusal.Arguments) ?? exception.Message);
    }

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}

/// <summary>What the Test tab shows.</summary>
internal sealed record TrialView(JsonObject ActivityState, JsonObject Payload, JsonObject Outputs, TrialFailure? Exception, string Status);

/// <summary>Why the activity failed.</summary>
internal sealed record TrialFailure(string Type, string Message);
