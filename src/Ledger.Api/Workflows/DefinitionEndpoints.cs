using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation.Paging;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Validation;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Workflows;

/// <summary>Process definitions: drafts, versions, publishing (features.md W1).</summary>
internal static class DefinitionEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/definitions").WithTags("definitions");
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.Reads)
            .WithSummary("Definitions; versions: Latest (default), Published, LatestOrPublished, LatestAndPublished, Draft, AllVersions or a number.");
        group.MapGet("/{definitionId}", GetAsync).RequireAuthorization(Policies.Reads).WithSummary("One version of a definition with its JSON.");
        group.MapGet("/versions/{versionId}", GetVersionAsync).RequireAuthorization(Policies.Reads).WithSummary("A version by its version id.");
        group.MapGet("/{definitionId}/export", ExportAsync).RequireAuthorization(Policies.Reads).Produces<JsonObject>().WithSummary("The definition as a file.");
        group.MapPost("/", SaveAsync).RequireAuthorization(Policies.Owns).WithSummary("Saves a draft.");
        group.MapPost("/check", CheckAsync).RequireAuthorization(Policies.Owns).WithSummary("What would keep a definition from being published.");
        group.MapGet("/{definitionId}/problems", ProblemsAsync).RequireAuthorization(Policies.Reads)
            .WithSummary("Errors and warnings of a version (the latest by default), each with the activity it is about.");
        group.MapPost("/import", ImportAsync).RequireAuthorization(Policies.Owns).WithSummary("Imports a definition; unchanged content does nothing.");
        group.MapPost("/{definitionId}/publish", PublishAsync).RequireAuthorization(Policies.Owns).WithSummary("Publishes the latest version.");
        group.MapPost("/{definitionId}/retract", RetractAsync).RequireAuthorization(Policies.Owns).WithSummary("Takes the published version back; running instances go on.");
        group.MapPost("/{definitionId}/revert/{version:int}", RevertAsync).RequireAuthorization(Policies.Owns).WithSummary("Makes a new draft from an old version.");
        group.MapDelete("/{definitionId}", DeleteAsync).RequireAuthorization(Policies.Owns).WithSummary("Deletes a definition with all its versions.");
    }

    private static async Task<Answer<Page<DefinitionSummary>>> ListAsync(
        [AsParameters] PageQuery page, string? versions, string? search, [FromServices] IDefinitions definitions, CancellationToken cancellationToken)
    {
        var found = await definitions.ListAsync(
            versions ?? "Latest", search, page.Checked("Name", "Version", "CreatedAt", "UpdatedAt"), cancellationToken);
        return new(new Page<DefinitionSummary>([.. found.Items.Select(DefinitionSummary.Of)], found.TotalCount));
    }

    private static async Task<Answer<DefinitionDetail>> GetAsync(
        string definitionId, string? versions, [FromServices] IDefinitions definitions, CancellationToken cancellationToken) =>
        new(DefinitionDetail.Of(await FindAsync(definitions, definitionId, versions ?? "Latest", cancellationToken)));

    private static async Task<Answer<DefinitionDetail>> GetVersionAsync(
        string versionId, [FromServices] IDefinitions definitions, CancellationToken cancellationToken) =>
        new(DefinitionDetail.Of(await definitions.FindVersionAsync(versionId, cancellationToken) ?? throw NotFound(versionId)));

    private static async Task<IResult> ExportAsync(
        string definitionId, string? versions, [FromServices] IDefinitions definitions, CancellationToken cancellationToken)
    {
        var found = await FindAsync(definitions, definitionId, versions ?? "Latest", cancellationToken);
        return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(found.Json), "application/json", $"{definitionId}.json");
    }

    private static async Task<Answer<DefinitionDetail>> SaveAsync(
        JsonObject definition, Caller caller, [FromServices] IDefinitions definitions, CancellationToken cancellationToken) =>
        new(DefinitionDetail.Of(await definitions.SaveDraftAsync(definition, caller.Actor, cancellationToken)));

    private static async Task<Answer<IReadOnlyList<ProblemView>>> CheckAsync(
        JsonObject definition, HttpContext http, [FromServices] IDefinitionValidator validator, [FromServices] MessageCatalog texts,
        CancellationToken cancellationToken)
    {
        var problems = await validator.ValidateAsync(definition, cancellationToken);
        return new([.. problems.Select(p => ProblemView.Of(p, texts, Language.Of(http)))]);
    }

    private static async Task<Answer<IReadOnlyList<ProblemView>>> ProblemsAsync(
        string definitionId, string? versions, HttpContext http, [FromServices] IDefinitions definitions, [FromServices] IDefinitionValidator validator,
        [FromServices] MessageCatalog texts, CancellationToken cancellationToken)
    {
        var version = await FindAsync(definitions, definitionId, versions ?? "Latest", cancellationToken);
        return await CheckAsync(JsonNode.Parse(version.Json)!.AsObject(), http, validator, texts, cancellationToken);
    }

    private static async Task<Answer<DefinitionImport>> ImportAsync(
        JsonObject definition, bool? publish, Caller caller, [FromServices] IDefinitions definitions, CancellationToken cancellationToken) =>
        new(await definitions.ImportAsync(definition, "api", publish, caller.Actor, cancellationToken));

    private static async Task<Answer<DefinitionSummary>> PublishAsync(
        string definitionId, Caller caller, [FromServices] IDefinitions definitions, CancellationToken cancellationToken) =>
        new(DefinitionSummary.Of(await definitions.PublishAsync(definitionId, caller.Actor, cancellationToken)));

    private static async Task<Answer<DefinitionSummary>> RetractAsync(
        string definitionId, Caller caller, [FromServices] IDefinitions definitions, CancellationToken cancellationToken) =>
        new(DefinitionSummary.Of(await definitions.RetractAsync(definitionId, caller.Actor, cancellationToken)));

    private static async Task<Answer<DefinitionSummary>> RevertAsync(
        string definitionId, int version, Caller caller, [FromServices] IDefinitions definitions, CancellationToken cancellationToken) =>
        new(DefinitionSummary.Of(await definitions.RevertAsync(definitionId, version, caller.Actor, cancellationToken)));

    private static async Task<Answer<Done>> DeleteAsync(
        string definitionId, Caller caller, [FromServices] IDefinitions definitions, CancellationToken cancellationToken)
    {
        await definitions.DeleteAsync(definitionId, caller.Actor, cancellationToken);
        return new(Done.Value);
    }

    private static async Task<DefinitionVersion> FindAsync(
        IDefinitions definitions, string definitionId, string versions, CancellationToken cancellationToken) =>
        await definitions.FindAsync(definitionId, versions, cancellationToken) ?? throw NotFound(definitionId);

    private static RequestRefusedException NotFound(string id) =>
        new(404, "definition.not-found", $"There is no definition {id}.", id);
}

/// <summary>A version of a definition as lists show it.</summary>
internal sealed record DefinitionSummary(
    string VersionId, string DefinitionId, string Name, string? Description, int Version, bool IsLatest, bool IsPublished,
    bool UsableAsActivity, string Origin, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, JsonNode? Problems)
{
    /// <summary>The summary of a stored version.</summary>
    public static DefinitionSummary Of(DefinitionVersion v) => new(
        v.VersionId, v.DefinitionId, v.Name, v.Description, v.Version, v.IsLatest, v.IsPublished, v.UsableAsActivity,
        v.Origin, v.CreatedBy, v.CreatedAt, v.UpdatedAt, v.ProblemsJson is null ? null : JsonNode.Parse(v.ProblemsJson));
}

/// <summary>A version of a definition with its content.</summary>
internal sealed record DefinitionDetail(DefinitionSummary Summary, JsonElement Definition)
{
    /// <summary>The detail of a stored version.</summary>
    public static DefinitionDetail Of(DefinitionVersion v) =>
        new(DefinitionSummary.Of(v), JsonSerializer.Deserialize<JsonElement>(v.Json));
}
