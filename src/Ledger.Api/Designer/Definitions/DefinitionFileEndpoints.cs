using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Workflows.Definitions;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Designer.Definitions;

/// <summary>Definitions as files: exported one by one or zipped, and imported. The studio unpacks zips itself and imports each file.</summary>
internal static class DefinitionFileEndpoints
{
    private const int FilesMax = 500;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 256,
    };

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder designer)
    {
        designer.MapGet("/workflow-definitions/{definitionId}/export", ExportAsync).RequireAuthorization(Policies.Reads);
        designer.MapPost("/bulk-actions/export/workflow-definitions", ExportManyAsync).RequireAuthorization(Policies.Reads);
        designer.MapPost("/workflow-definitions/import", ImportAsync).RequireAuthorization(Policies.Owns)
            .WithMetadata(new RequestSizeLimitAttribute(DesignerBody.SizeMax));
    }

    private static async Task<IResult> ExportAsync(
        string definitionId, string? versionOptions, bool? includeConsumingWorkflows, [FromServices] IDefinitions definitions,
        DesignerDefinition designer, CancellationToken cancellationToken)
    {
        var version = await definitions.FindAsync(definitionId, versionOptions is { Length: > 0 } given ? given : "Latest", cancellationToken)
            ?? throw DefinitionReadEndpoints.NotFound(definitionId);
        return includeConsumingWorkflows == true
            ? Zip(await WithConsumersAsync(definitions, [version], cancellationToken), designer)
            : TypedResults.File(Bytes(designer.Export(version)), "application/json", NameOf(version));
    }

    private static async Task<IResult> ExportManyAsync(
        DesignerBody body, [FromServices] IDefinitions definitions, DesignerDefinition designer, CancellationToken cancellationToken)
    {
        var versions = new List<DefinitionVersion>();
        foreach (var id in body.Texts("ids").Distinct(StringComparer.Ordinal).Take(FilesMax))
        {
            versions.Add(await definitions.FindVersionAsync(id, cancellationToken) ?? throw DefinitionReadEndpoints.NotFound(id));
        }

        if (body.Json["includeConsumingWorkflows"]?.GetValueKind() == JsonValueKind.True)
        {
            versions = await WithConsumersAsync(definitions, versions, cancellationToken);
        }

        return Zip(versions, designer);
    }

    // As a draft, whatever the file says: somebody presses "publish" when it has been looked at.
    private static async Task<DesignerAnswer<JsonObject>> ImportAsync(
        DesignerBody body, Caller caller, HttpContext http, [FromServices] IDefinitions definitions, [FromServices] IDefinitionEditing editing,
        DesignerDefinition designer, CancellationToken cancellationToken)
    {
        var import = await definitions.ImportAsync(designer.Read(body.Json), "designer", publish: false, caller.Actor, cancellationToken);
        var version = await editing.OpenAsync(import.DefinitionId, EditorSessions.Of(caller), cancellationToken)
            ?? throw DefinitionReadEndpoints.NotFound(import.DefinitionId);
        return new(await designer.ShowAsync(version, mayEdit: true, Language.Of(http), cancellationToken));
    }

    private static async Task<List<DefinitionVersion>> WithConsumersAsync(
        IDefinitions definitions, IReadOnlyList<DefinitionVersion> versions, CancellationToken cancellationToken)
    {
        var all = versions.ToList();
        for (var i = 0; i < all.Count && all.Count < FilesMax; i++)
        {
            foreach (var id in (await definitions.ConsumersAsync(all[i].DefinitionId, cancellationToken)).Where(id => !all.Exists(v => v.DefinitionId == id)))
            {
                all.Add(await definitions.FindAsync(id, "Latest", cancellationToken) ?? throw DefinitionReadEndpoints.NotFound(id));
            }
        }

        return all;
    }

    private static IResult Zip(IReadOnlyList<DefinitionVersion> versions, DesignerDefinition designer)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var version in versions)
            {
                var name = NameOf(version);
                using var entry = zip.CreateEntry(names.Add(name) ? name : $"{version.DefinitionId}-v{version.Version}.json").Open();
                entry.Write(Bytes(designer.Export(version)));
            }
        }

        return TypedResults.File(stream.ToArray(), "application/zip", "workflow-definitions.zip");
    }

    private static byte[] Bytes(JsonObject definition) => JsonSerializer.SerializeToUtf8Bytes(definition, Indented);

    private static string NameOf(DefinitionVersion version) => $"{version.DefinitionId}.json";
}
