using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Foundation.Auditing;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Journal;
using Ledger.Workflows.Persistence;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Moves;

/// <summary>Moves a running instance to another version of its definition, or says what would stand in the way (features.md W11).</summary>
internal sealed class InstanceMoves(IGraphSource graphs, InstanceChanges changes, IOptions<WorkflowOptions> options)
{
    /// <summary>Checks under the instance's lock and, when nothing stands in the way and <paramref name="isReal"/>, moves it in the same unit of work.</summary>
    /// <exception cref="MoveRefusedException">Something stands in the way of a real move; nothing was changed.</exception>
    public async Task<MoveCheck> RunAsync(LedgerTransaction transaction, long instanceId, string? versionId, Actor actor, bool isReal)
    {
        var instance = await InstanceTable.LockAsync(transaction, instanceId);
        if (instance is null || instance.CompanyId != actor.CompanyId)
        {
            throw new WorkflowException("instance.not-found", $"There is no instance {instanceId}.", instanceId);
        }

        var to = await TargetAsync(transaction, instance, versionId);
        var findings = new MoveFindings();
        var moved = await TryAsync(transaction, instance, to, findings);
        var check = new MoveCheck(
            instanceId, instance.VersionId, instance.Version, to.VersionId, to.Version, findings.Problems, findings.Warnings);
        if (isReal)
        {
            await (check.IsAllowed ? WriteAsync(transaction, instance, to, moved!, check, actor) : throw new MoveRefusedException(check));
        }

        return check;
    }

    private async Task<WorkflowGraph> TargetAsync(LedgerTransaction transaction, InstanceRecord instance, string? versionId)
    {
        if (versionId is null)
        {
            return await graphs.FindPublishedAsync(transaction, instance.DefinitionId) ?? throw new WorkflowException(
                "definition.not-published", $"{instance.DefinitionId} is not published.", instance.DefinitionId);
        }

        var graph = await graphs.FindVersionAsync(transaction, versionId);
        return graph is not null && graph.DefinitionId == instance.DefinitionId && await graphs.WasPublishedAsync(transaction, versionId)
            ? graph
            : throw new WorkflowException(
                "move.version-not-found", $"{instance.DefinitionId} has no version {versionId} that is or was published.", instance.DefinitionId, versionId);
    }

    private async Task<Result?> TryAsync(LedgerTransaction transaction, InstanceRecord instance, WorkflowGraph to, MoveFindings findings)
    {
        if (instance.HasEnded)
        {
            findings.Refuse("move.ended", null, $"The instance {instance.Id} has ended.", instance.Id);
            return null;
        }

        if (to.VersionId == instance.VersionId)
        {
            findings.Refuse("move.same-version", null, $"The instance runs version {to.Version} already.", to.Version);
            return null;
        }

        if (await graphs.FindVersionAsync(transaction, instance.VersionId) is not { } from)
        {
            findings.Refuse("move.version-gone", null, $"Version {instance.Version}, which the instance runs, is gone or does not compile any more.", instance.Version);
            return null;
        }

        var state = (JsonObject)JsonNode.Parse(Packing.Unpack(instance.State))!;
        var move = new StateMove(state, from, to, options.Value, findings);
        move.Apply(await HasRunAsync(transaction, instance.Id, from));
        var tasks = await MovedTasks.FindAsync(transaction, instance.Id, state, move.Steps, findings);
        return findings.Problems.Count == 0 ? Readable(state, to, tasks, findings) : null;
    }

    /// <summary>The last check: the runtime itself must be able to read what was written.</summary>
    private static Result? Readable(JsonObject state, WorkflowGraph to, MovedTasks tasks, MoveFindings findings)
    {
        try
        {
            var sequence = state["j"]!.GetValue<long>();
            state["j"] = sequence + 1;
            var utf8 = InstanceState.Read(Encoding.UTF8.GetBytes(state.ToJsonString()), to).ToUtf8();
            return new Result(utf8, sequence, tasks);
        }
        catch (Exception e) when (e is WorkflowException or InvalidOperationException or FormatException or ArgumentException)
        {
            findings.Refuse("move.state-unreadable", null, $"The state cannot be carried over: {e.Message}", e.Message);
            return null;
        }
    }

    private async Task<IReadOnlySet<string>> HasRunAsync(LedgerTransaction transaction, long instanceId, WorkflowGraph graph)
    {
        var moves = InstanceMove.Read(await transaction.QueryFirstAsync(
            "select moves from workflow_instances where id = $1", row => row.IsDBNull(0) ? null : row.GetString(0), instanceId));
        var earlier = new List<(long, WorkflowGraph?)>();
        foreach (var move in moves)
        {
            earlier.Add((move.UpTo, await graphs.FindVersionAsync(transaction, move.FromVersionId)));
        }

        var chunks = await transaction.QueryAsync(
            "select entries from journal_chunks where instance_id = $1 order by id", row => (byte[])row[0], instanceId);
        return NodeReport.Of(new StoredJournal(instanceId, chunks, graph, earlier), null)
            .Where(n => n.Completed > 0).Select(n => n.NodeId).ToHashSet(StringComparer.Ordinal);
    }

    private async Task WriteAsync(LedgerTransaction transaction, InstanceRecord instance, WorkflowGraph to, Result moved, MoveCheck check, Actor actor)
    {
        var now = transaction.Database.Clock.GetUtcNow();
        await moved.Tasks.WriteAsync(transaction);
        var line = new JournalLine(
            moved.Sequence + 1, now, "Moved", 0, 0, -1, string.Create(CultureInfo.InvariantCulture, $"{check.FromVersion} → {check.ToVersion}"),
            new JsonObject
            {
                ["fromVersion"] = check.FromVersion,
                ["fromVersionId"] = check.FromVersionId,
                ["toVersion"] = check.ToVersion,
                ["toVersionId"] = check.ToVersionId,
                ["by"] = actor.Name,
            });
        await transaction.ExecuteAsync(
            "insert into journal_chunks (id, instance_id, entries) values ($1, $2, $3)",
            transaction.Database.Ids.Next(), instance.Id, JournalCodec.Write([line]));
        var moves = InstanceMove.Read(await transaction.QueryFirstAsync(
            "select moves from workflow_instances where id = $1", row => row.IsDBNull(0) ? null : row.GetString(0), instance.Id));
        var rows = await transaction.ExecuteAsync(
            "update workflow_instances set version_id = $3, version = $4, state = $5, moves = $6, revision = $7, updated_at = $8 where id = $1 and revision = $2",
            instance.Id, instance.Revision, to.VersionId, to.Version, Packing.Pack(moved.State),
            InstanceMove.Write([.. moves, new InstanceMove(moved.Sequence, check.FromVersionId, check.FromVersion, check.ToVersion, actor.Name, now)]),
            instance.Revision + 1, now.ToUnixTimeMilliseconds());
        if (rows != 1)
        {
            throw new LostRaceException(instance.Id, instance.Revision);
        }

        AuditTrail.Record(transaction, actor with { InstanceId = instance.Id }, new AuditChange(
            "instance.moved", "WorkflowInstance", instance.Id.ToString(CultureInfo.InvariantCulture),
            new { instance.DefinitionId, check.FromVersion, check.ToVersion, check.FromVersionId, check.ToVersionId, Warnings = check.Warnings.Select(w => $"{w.Code} {w.Place}") }));
        changes.RaiseAfterCommit(transaction, instance.CompanyId, instance.Id);
    }

    private sealed record Result(byte[] State, long Sequence, MovedTasks Tasks);
}
