using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Workflows.Definitions;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Designer.Definitions;

/// <summary>One definition, or several, as the studio draws them.</summary>
internal static class DefinitionReadEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder designer)
    {
        designer.MapGet("/workflow-definitions/by-definition-id/{definitionId}", ByDefinitionAsync).RequireAuthorization(Policies.Reads);
        designer.MapGet("/workflow-definitions/by-id/{versionId}", ByVersionAsync).RequireAuthorization(Policies.Reads);
        designer.MapGet("/workflow-definitions/many-by-id", ManyAsync).RequireAuthorization(Policies.Reads);
    }

    // Who may edit and gets the latest version has it open from now on.
    private static async Task<DesignerAnswer<JsonObject>> ByDefinitionAsync(
        string definitionId, string? versionOptions, Caller caller, HttpContext http, [FromServices] IDefinitions definitions,
        [FromServices] IDefinitionEditing editing, DesignerDefinition designer, CancellationToken cancellationToken)
    {
        var wanted = versionOptions is { Length: > 0 } given ? given : "Latest";
        var version = (wanted == "Latest" && DesignerRights.MayEdit(caller)
            ? await editing.OpenAsync(definitionId, EditorSessions.Of(caller), cancellationToken)
            : await definitions.FindAsync(definitionId, wanted, cancellationToken)) ?? throw NotFound(definitionId);
        return new(await designer.ShowAsync(version, DesignerRights.MayEdit(caller), Language.Of(http), cancellationToken));
    }

    private static async Task<DesignerAnswer<JsonObject>> ByVersionAsync(
        string versionId, Caller caller, HttpContext http, [FromServices] IDefinitions definitions, [FromServices] IDefinitionEditing editing,
        DesignerDefinition designer, CancellationToken cancellationToken)
    {
        var version = await definitions.FindVersionAsync(versionId, cancellationToken) ?? throw NotFound(versionId);
        if (version.IsLatest && DesignerRights.MayEdit(caller))
        {
            // The history's view of the latest version can be edited, as can what a rollback made.
            var latest = await editing.OpenAsync(version.DefinitionId, EditorSessions.Of(caller), cancellationToken);
            version = (latest?.VersionId == versionId ? latest : await definitions.FindVersionAsync(versionId, cancellationToken)) ?? throw NotFound(versionId);
        }

        return new(await designer.ShowAsync(version, DesignerRights.MayEdit(caller), Language.Of(http), cancellationToken));
    }

    private static async Task<DesignerAnswer<DesignerList<JsonObject>>> ManyAsync(
        string[]? ids, Caller caller, HttpContext http, [FromServices] IDefinitions definitions, DesignerDefinition designer,
        CancellationToken cancellationToken)
    {
        var found = new List<JsonObject>();
        foreach (var id in (ids ?? []).Distinct(StringComparer.Ordinal).Take(ManyMax))
        {
            if (await definitions.FindVersionAsync(id, cancellationToken) is { } version)
            {
                found.Add(await designer.ShowAsync(version, DesignerRights.MayEdit(caller), Language.Of(http), cancellationToken));
            }
        }

        return new(DesignerList<JsonObject>.Of(found));
    }

    private const int ManyMax = 100;

    internal static RequestRefusedException NotFound(string id) =>
        new(404, "definition.not-found", $"There is no definition {id}.", id);
}
