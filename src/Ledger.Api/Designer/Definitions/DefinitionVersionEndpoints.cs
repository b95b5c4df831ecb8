using Ledger.Api.Identity;
using Ledger.Workflows.Definitions;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Designer.Definitions;

/// <summary>Going back to a version, deleting, and the definitions that use a definition.</summary>
internal static class DefinitionVersionEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder designer)
    {
        designer.MapPost("/workflow-definitions/{definitionId}/revert/{version:int}", RevertAsync).RequireAuthorization(Policies.Owns);
        designer.MapDelete("/workflow-definitions/{definitionId}", DeleteAsync).RequireAuthorization(Policies.Owns);
        designer.MapDelete("/workflow-definition-versions/{versionId}", DeleteVersionAsync).RequireAuthorization(Policies.Owns);
        designer.MapGet("/workflow-definitions/{definitionId}/consumers", ConsumersAsync).RequireAuthorization(Policies.Reads);
        designer.MapPost("/workflow-definitions/{definitionId}/update-references", UpdateReferencesAsync).RequireAuthorization(Policies.Owns);
    }

    private static async Task<DesignerAnswer<DesignerSummary>> RevertAsync(
        string definitionId, int version, Caller caller, [FromServices] IDefinitionEditing editing, CancellationToken cancellationToken) =>
        new(DesignerSummary.Of(
            await editing.RevertAsync(definitionId, version, caller.Actor, EditorSessions.Of(caller), cancellationToken), mayEdit: true));

    private static async Task<IResult> DeleteAsync(
        string definitionId, Caller caller, [FromServices] IDefinitions definitions, CancellationToken cancellationToken)
    {
        await definitions.DeleteAsync(definitionId, caller.Actor, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> DeleteVersionAsync(
        string versionId, Caller caller, [FromServices] IDefinitions definitions, CancellationToken cancellationToken)
    {
        await definitions.DeleteVersionAsync(versionId, caller.Actor, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<DesignerAnswer<Consumers>> ConsumersAsync(
        string definitionId, [FromServices] IDefinitions definitions, CancellationToken cancellationToken) =>
        new(new(await definitions.ConsumersAsync(definitionId, cancellationToken)));

    private static async Task<DesignerAnswer<UpdatedReferences>> UpdateReferencesAsync(
        string definitionId, Caller caller, [FromServices] IDefinitions definitions, CancellationToken cancellationToken) =>
        new(new(await definitions.UpdateConsumersAsync(definitionId, caller.Actor, cancellationToken)));
}

/// <summary>The definitions that use a definition as an activity.</summary>
internal sealed record Consumers(IReadOnlyList<string> ConsumingWorkflowDefinitionIds);

/// <summary>The definitions that were made to use the published version.</summary>
internal sealed record UpdatedReferences(IReadOnlyList<string> AffectedWorkflows);
