using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Definitions;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Designer.Definitions;

/// <summary>Lists of definitions, and whether a name is free.</summary>
internal static class DefinitionListEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder designer)
    {
        designer.MapGet("/workflow-definitions", ListAsync).RequireAuthorization(Policies.Reads);
        designer.MapGet("/workflow-definitions/query/count", CountAsync).RequireAuthorization(Policies.Reads);
        designer.MapGet("/workflow-definitions/validation/is-name-unique", IsNameUniqueAsync).RequireAuthorization(Policies.Reads);
    }

    private static async Task<DesignerAnswer<DesignerPage<DesignerSummary>>> ListAsync(
        [AsParameters] DefinitionListQuery query, Caller caller, [FromServices] IDefinitions definitions, CancellationToken cancellationToken)
    {
        var page = new PageRequest(
            Math.Clamp(query.Page ?? 0, 0, 1_000_000), query.PageSize is > 0 and var size ? Math.Min(size, PageRequest.SizeMax) : PageRequest.SizeMax,
            query.OrderBy is { Length: > 0 } order ? order : "Name",
            string.Equals(query.OrderDirection, "Descending", StringComparison.OrdinalIgnoreCase));
        var found = await definitions.ListAsync(
            new DefinitionQuery
            {
                Versions = query.VersionOptions,
                Search = query.SearchTerm,
                DefinitionIds = query.DefinitionIds,
                VersionIds = query.Ids,
            },
            page, cancellationToken);
        // None of Ledger's definitions is the system's own.
        var items = query.IsSystem == true ? [] : found.Items;
        var mayEdit = DesignerRights.MayEdit(caller);
        return new(new(
            [.. items.Select(v => DesignerSummary.Of(v, mayEdit))], query.IsSystem == true ? 0 : found.TotalCount, DefinitionLinks.OfList(mayEdit)));
    }

    private static async Task<DesignerAnswer<DefinitionCount>> CountAsync([FromServices] IDefinitions definitions, CancellationToken cancellationToken) =>
        new(new((await definitions.ListAsync(new DefinitionQuery { Versions = "Latest" }, new PageRequest(0, 1), cancellationToken)).TotalCount));

    private static async Task<DesignerAnswer<NameAnswer>> IsNameUniqueAsync(
        string? name, string? definitionId, [FromServices] IDefinitions definitions, CancellationToken cancellationToken) =>
        new(new(!string.IsNullOrWhiteSpace(name) && await definitions.IsNameFreeAsync(name, definitionId, cancellationToken)));
}

/// <summary>What the studio asks of the list.</summary>
internal readonly record struct DefinitionListQuery(
    string? VersionOptions, int? Page, int? PageSize, string? SearchTerm, string? OrderBy, string? OrderDirection, bool? IsSystem,
    string[]? DefinitionIds, string[]? Ids);

/// <summary>How many definitions there are.</summary>
internal sealed record DefinitionCount(int Count);

/// <summary>Whether a name is free.</summary>
internal sealed record NameAnswer(bool IsUnique);
