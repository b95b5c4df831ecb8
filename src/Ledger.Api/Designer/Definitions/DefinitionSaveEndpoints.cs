using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Graph;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Designer.Definitions;

/// <summary>Creating, saving, publishing and retracting from the studio. The studio saves by itself after every edit.</summary>
internal static class DefinitionSaveEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder designer)
    {
        var group = designer.MapGroup("/workflow-definitions").RequireAuthorization(Policies.Owns).AddEndpointFilter<StudioErrors>()
            .WithMetadata(new RequestSizeLimitAttribute(DesignerBody.SizeMax));
        group.MapPost("/", SaveAsync);
        group.MapPost("/{definitionId}/publish", PublishAsync);
        group.MapPost("/{definitionId}/retract", RetractAsync);
    }

    private static async Task<DesignerAnswer<SavedDefinition>> SaveAsync(
        DesignerBody body, Caller caller, HttpContext http, [FromServices] IDefinitionEditing definitions, DesignerDefinition designer,
        ActivityRegistry registry, CancellationToken cancellationToken)
    {
        var model = body.Json["model"] as JsonObject
            ?? throw new RequestRefusedException(400, "request.malformed", "The body has no model.", "model");
        body.Json.Remove("model");
        var content = designer.Read(model);
        RefuseUnknownRoot(content, registry);
        var editor = EditorSessions.Of(caller);
        var version = await definitions.SaveDraftAsync(content, caller.Actor, editor, cancellationToken);
        var wasPublished = version.IsPublished;
        if (body.Json["publish"]?.GetValueKind() == System.Text.Json.JsonValueKind.True)
        {
            version = await definitions.PublishAsync(version.DefinitionId, caller.Actor, editor, cancellationToken);
        }

        return new(new(await designer.ShowAsync(version, mayEdit: true, Language.Of(http), cancellationToken), wasPublished, version.UpdatedConsumers.Count));
    }

    private static async Task<DesignerAnswer<SavedDefinition>> PublishAsync(
        string definitionId, Caller caller, HttpContext http, [FromServices] IDefinitions definitions, [FromServices] IDefinitionEditing editing,
        DesignerDefinition designer, CancellationToken cancellationToken)
    {
        var before = await definitions.FindAsync(definitionId, "Latest", cancellationToken) ?? throw DefinitionReadEndpoints.NotFound(definitionId);
        var version = await editing.PublishAsync(definitionId, caller.Actor, EditorSessions.Of(caller), cancellationToken);
        return new(new(await designer.ShowAsync(version, mayEdit: true, Language.Of(http), cancellationToken), before.IsPublished, version.UpdatedConsumers.Count));
    }

    private static async Task<DesignerAnswer<JsonObject>> RetractAsync(
        string definitionId, Caller caller, HttpContext http, [FromServices] IDefinitionEditing editing, DesignerDefinition designer,
        CancellationToken cancellationToken)
    {
        var version = await editing.RetractAsync(definitionId, caller.Actor, EditorSessions.Of(caller), cancellationToken);
        return new(await designer.ShowAsync(version, mayEdit: true, Language.Of(http), cancellationToken));
    }

    // The studio offers root kinds that the engine has not; a definition that exists keeps whatever it has.
    private static void RefuseUnknownRoot(JsonObject content, ActivityRegistry registry)
    {
        if (content["definitionId"] is null && content["root"] is JsonObject root && root["type"]?.ToString() is { } type
            && registry.Find(type) is null)
        {
            throw new RequestRefusedException(400, "designer.root-unsupported", $"A process cannot start as '{type}'.", type[(type.LastIndexOf('.') + 1)..]);
        }
    }
}

/// <summary>What the studio is told of a save.</summary>
/// <param name="WorkflowDefinition">The definition as it is stored now; the studio goes on with it.</param>
/// <param name="AlreadyPublished">True when it was published before.</param>
/// <param name="ConsumingWorkflowCount">How many other definitions were updated because they use this one.</param>
internal sealed record SavedDefinition(JsonObject WorkflowDefinition, bool AlreadyPublished, int ConsumingWorkflowCount);
