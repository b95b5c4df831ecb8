using System.IO.Compression;
using System.Text.Json;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation.Paging;
using Ledger.Workflows;
using Ledger.Workflows.Instances;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Designer.Instances;

/// <summary>What the studio does to instances: stop, delete, export; importing one is refused (elsa-api.md §6).</summary>
internal static class DesignerInstanceActions
{
    private const int BulkMax = 1_000;
    private const int ExportMax = 200;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder designer)
    {
        designer.MapPost("/cancel/workflow-instances/{id}", CancelAsync).RequireAuthorization(Policies.Stops);
        designer.MapPost("/bulk-actions/cancel/workflow-instances", CancelManyAsync).RequireAuthorization(Policies.Stops);
        designer.MapDelete("/workflow-instances/{id}", DeleteAsync).RequireAuthorization(Policies.Owns);
        designer.MapPost("/bulk-actions/delete/workflow-instances/by-id", DeleteManyAsync).RequireAuthorization(Policies.Owns);
        designer.MapGet("/workflow-instances/{id}/export", ExportAsync).RequireAuthorization(Policies.Reads);
        designer.MapPost("/bulk-actions/export/workflow-instances", ExportManyAsync).RequireAuthorization(Policies.Reads);
        designer.MapPost("/bulk-actions/import/workflow-instances", RefuseImport).RequireAuthorization(Policies.Owns);
    }

    private static async Task<DesignerAnswer<Done>> CancelAsync(
        string id, Caller caller, [FromServices] IInstanceQueries instances, [FromServices] IWorkflowRuntime runtime, CancellationToken cancellationToken)
    {
        var instanceId = DesignerInstanceEndpoints.IdOf(id);
        _ = await instances.StandingAsync(caller.Company, instanceId, cancellationToken) ?? throw DesignerInstanceEndpoints.NotFound(id);
        await runtime.CancelAsync(instanceId, caller.Actor, cancellationToken);
        return new(Done.Value);
    }

    private static async Task<DesignerAnswer<CancelledView>> CancelManyAsync(
        InstanceBody<BulkRequest> body, Caller caller, [FromServices] IInstanceQueries instances, [FromServices] IWorkflowRuntime runtime,
        CancellationToken cancellationToken)
    {
        var ids = body.Value.Ids is { } given ? Keys(given, BulkMax) : await RunningAsync(body.Value, caller, instances, cancellationToken);
        var cancelled = 0;
        foreach (var id in ids)
        {
            cancelled += await runtime.CancelAsync(id, caller.Actor, cancellationToken) ? 1 : 0; // What has ended, or is another company's, is left alone.
        }

        return new(new CancelledView(cancelled));
    }

    private static async Task<IReadOnlyList<long>> RunningAsync(
        BulkRequest request, Caller caller, IInstanceQueries instances, CancellationToken cancellationToken)
    {
        if (request.DefinitionId is not { Length: > 0 } definitionId)
        {
            return []; // Without a definition it would mean all of the company's.
        }

        var found = new List<long>();
        var query = new InstanceQuery
        {
            CompanyId = caller.Company,
            DefinitionIds = [definitionId],
            SubStatuses = [.. Enum.GetValues<WorkflowSubStatus>().Where(s => InstanceStatuses.Of(s) == WorkflowStatus.Running)],
        };
        for (var page = 0; ; page++)
        {
            var next = await instances.ListAsync(query, new PageRequest(page, PageRequest.SizeMax), cancellationToken);
            found.AddRange(next.Items.Where(i => request.DefinitionVersionId is null || i.VersionId == request.DefinitionVersionId).Select(i => i.Id));
            if (next.Items.Count < PageRequest.SizeMax || found.Count >= BulkMax)
            {
                return found;
            }
        }
    }

    private static async Task<IResult> DeleteAsync(
        string id, Caller caller, [FromServices] IWorkflowRuntime runtime, CancellationToken cancellationToken)
    {
        await runtime.DeleteAsync(DesignerInstanceEndpoints.IdOf(id), caller.Actor, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<DesignerAnswer<DeletedView>> DeleteManyAsync(
        InstanceBody<BulkRequest> body, Caller caller, [FromServices] IWorkflowRuntime runtime, CancellationToken cancellationToken)
    {
        var deleted = 0;
        WorkflowException? refusal = null;
        foreach (var id in Keys(body.Value.Ids ?? [], BulkMax))
        {
            try
            {
                await runtime.DeleteAsync(id, caller.Actor, cancellationToken);
                deleted++;
            }
            catch (WorkflowException e)
            {
                refusal ??= e; // The others are deleted all the same.
            }
        }

        // The studio shows no count: when nothing was deleted it must hear why.
        return deleted == 0 && refusal is not null ? throw refusal : new(new DeletedView(deleted));
    }

    private static async Task<IResult> ExportAsync(
        string id, Caller caller, [FromServices] IInstanceQueries instances, [FromServices] IInstanceJournal journal, CancellationToken cancellationToken)
    {
        var export = await InstanceExport.FindAsync(instances, journal, caller.Company, DesignerInstanceEndpoints.IdOf(id), cancellationToken)
            ?? throw DesignerInstanceEndpoints.NotFound(id);
        return Results.File(JsonSerializer.SerializeToUtf8Bytes(export, DesignerJson.Options), "application/json", export.FileName);
    }

    private static async Task<IResult> ExportManyAsync(
        InstanceBody<BulkRequest> body, Caller caller, [FromServices] IInstanceQueries instances, [FromServices] IInstanceJournal journal,
        CancellationToken cancellationToken)
    {
        using var target = new MemoryStream();
        using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var id in Keys(body.Value.Ids ?? [], ExportMax))
            {
                if (await InstanceExport.FindAsync(instances, journal, caller.Company, id, cancellationToken) is { } export)
                {
                    await using var entry = zip.CreateEntry(export.FileName).Open();
                    await JsonSerializer.SerializeAsync(entry, export, DesignerJson.Options, cancellationToken);
                }
            }
        }

        return Results.File(target.ToArray(), "application/zip", "workflow-instances.zip");
    }

    private static IResult RefuseImport(Caller caller) => throw new WorkflowException(
        "instance.import-refused", $"{caller.UserName} would import instances: what has run elsewhere has not run on these books.");

    private static List<long> Keys(IReadOnlyCollection<string> ids, int max) => ids.Count <= max
        ? [.. ids.Distinct().Select(DesignerInstanceEndpoints.IdOf)]
        : throw new RequestRefusedException(400, "list.too-long", $"At most {max} at once.", max) { Field = "ids" };
}

/// <summary>The body of the bulk actions on instances.</summary>
internal sealed record BulkRequest
{
    public List<string>? Ids { get; init; }

    public string? DefinitionId { get; init; }

    public string? DefinitionVersionId { get; init; }
}

/// <summary>How many were stopped.</summary>
internal sealed record CancelledView(int CancelledCount);

/// <summary>How many were deleted.</summary>
internal sealed record DeletedView(int Deleted);
