using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Definitions;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Designer.Definitions;

/// <summary>Publishing, retracting and deleting several at once. Each is done by itself; what is refused is told after the others were done.</summary>
internal sealed class DefinitionBulkEndpoints(IDefinitions definitions, IDefinitionEditing editing, MessageCatalog texts)
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder designer)
    {
        var group = designer.MapGroup("/bulk-actions").RequireAuthorization(Policies.Owns);
        group.MapPost("/publish/workflow-definitions/by-definition-ids", PublishAsync);
        group.MapPost("/retract/workflow-definitions/by-definition-ids", RetractAsync);
        group.MapPost("/delete/workflow-definitions/by-definition-id", DeleteAsync);
        group.MapPost("/delete/workflow-definitions/by-id", DeleteVersionsAsync);
    }

    private static async Task<DesignerAnswer<BulkPublished>> PublishAsync(
        DesignerBody body, Caller caller, HttpContext http, DefinitionBulkEndpoints bulk, CancellationToken cancellationToken)
    {
        var result = new BulkPublished([], [], [], []);
        await bulk.EachAsync(http, body.Texts("definitionIds"), result.NotFound, async id =>
        {
            if (await bulk.IsPublishedAsync(id, cancellationToken))
            {
                result.AlreadyPublished.Add(id);
                return false;
            }

            var published = await bulk.Editing.PublishAsync(id, caller.Actor, EditorSessions.Of(caller), cancellationToken);
            result.Published.Add(id);
            result.UpdatedConsumers.AddRange(published.UpdatedConsumers.Except(result.UpdatedConsumers));
            return true;
        });
        return new(result);
    }

    private static async Task<DesignerAnswer<BulkRetracted>> RetractAsync(
        DesignerBody body, Caller caller, HttpContext http, DefinitionBulkEndpoints bulk, CancellationToken cancellationToken)
    {
        var result = new BulkRetracted([], [], []);
        await bulk.EachAsync(http, body.Texts("definitionIds"), result.NotFound, async id =>
        {
            if (await bulk.Definitions.FindAsync(id, "Published", cancellationToken) is null
                && await bulk.Definitions.FindAsync(id, "Latest", cancellationToken) is not null)
            {
                result.AlreadyRetracted.Add(id);
                return false;
            }

            await bulk.Editing.RetractAsync(id, caller.Actor, EditorSessions.Of(caller), cancellationToken);
            result.Retracted.Add(id);
            return true;
        });
        return new(result);
    }

    private static async Task<DesignerAnswer<BulkDeleted>> DeleteAsync(
        DesignerBody body, Caller caller, HttpContext http, DefinitionBulkEndpoints bulk, CancellationToken cancellationToken) =>
        new(new(await bulk.EachAsync(http, body.Texts("definitionIds"), [], async id =>
        {
            await bulk.Definitions.DeleteAsync(id, caller.Actor, cancellationToken);
            return true;
        })));

    private static async Task<DesignerAnswer<BulkDeleted>> DeleteVersionsAsync(
        DesignerBody body, Caller caller, HttpContext http, DefinitionBulkEndpoints bulk, CancellationToken cancellationToken) =>
        new(new(await bulk.EachAsync(http, body.Texts("ids"), [], async id =>
        {
            await bulk.Definitions.DeleteVersionAsync(id, caller.Actor, cancellationToken);
            return true;
        })));

    private IDefinitions Definitions => definitions;

    private IDefinitionEditing Editing => editing;

    private async Task<bool> IsPublishedAsync(string definitionId, CancellationToken cancellationToken) =>
        await definitions.FindAsync(definitionId, "LatestAndPublished", cancellationToken) is not null;

    // The studio's answers have no room for refusals, so they become one refusal that says what was done and what was not.
    private async Task<int> EachAsync(HttpContext http, IReadOnlyList<string> ids, List<string> notFound, Func<string, Task<bool>> act)
    {
        var done = 0;
        var refused = new List<string>();
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            try
            {
                done += await act(id) ? 1 : 0;
            }
            catch (Exception e) when (Refusal.Of(e) is { IsUnexpected: false } refusal)
            {
                if (refusal.Code == "definition.not-found")
                {
                    notFound.Add(id);
                }
                else
                {
                    refused.Add($"{id}: {Reasons(http, e, refusal)}");
                }
            }
        }

        return refused.Count == 0 ? done : throw new RequestRefusedException(
            422, "designer.bulk-refused", $"{done} done, {refused.Count} refused: {string.Join("; ", refused)}",
            done, refused.Count, string.Join(" · ", refused));
    }

    private string Reasons(HttpContext http, Exception exception, Refusal refusal)
    {
        var culture = Language.Of(http);
        var problems = (exception as DefinitionRefusedException)?.Problems ?? [];
        return problems.Count == 0
            ? texts.Find(refusal.Code, culture, refusal.Arguments) ?? refusal.Message ?? refusal.Code
            : string.Join("; ", problems.Select(p => $"{p.ActivityName ?? p.Place}: {texts.Find(p.Code, culture, p.Arguments) ?? p.Message}"));
    }
}

/// <summary>What a bulk publishing did.</summary>
internal sealed record BulkPublished(List<string> Published, List<string> AlreadyPublished, List<string> NotFound, List<string> UpdatedConsumers);

/// <summary>What a bulk retracting did.</summary>
internal sealed record BulkRetracted(List<string> Retracted, List<string> AlreadyRetracted, List<string> NotFound);

/// <summary>How many were deleted.</summary>
internal sealed record BulkDeleted(int Deleted);
