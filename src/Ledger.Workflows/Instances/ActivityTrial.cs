using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Workflows.Instances;

/// <summary>
/// Tries one activity of a definition with its real effects inside a transaction that is always rolled back: nothing remains
/// and nothing is called outside (features.md W2). Variables and inputs have the values they start with.
/// </summary>
public sealed class ActivityTrial
{
    private readonly LedgerDatabase _database;
    private readonly GraphSource _graphs;
    private readonly ActivityRegistry _registry;
    private readonly BurstRunner _runner;
    private readonly IServiceScopeFactory _scopes;

    internal ActivityTrial(LedgerDatabase database, GraphSource graphs, ActivityRegistry registry, BurstRunner runner, IServiceScopeFactory scopes)
    {
        _database = database;
        _graphs = graphs;
        _registry = registry;
        _runner = runner;
        _scopes = scopes;
    }

    /// <summary>Tries an activity.</summary>
    /// <param name="definition">The whole definition.</param>
    /// <param name="activity">The activity's node id, or its id.</param>
    /// <param name="actor">On whose behalf, in whose books.</param>
    /// <param name="cancellationToken">Cancels waiting for the database.</param>
    /// <exception cref="WorkflowException"><c>trial.activity-not-found</c>; <c>definition.refused</c> with what keeps the activity from running.</exception>
    public async Task<TrialResult> RunAsync(JsonObject definition, string activity, Actor actor, CancellationToken cancellationToken = default)
    {
        var places = ActivityTree.Read(definition, _registry);
        var place = places.FirstOrDefault(p => p.NodeId == activity) ?? places.FirstOrDefault(p => p.Id == activity)
            ?? throw new WorkflowException("trial.activity-not-found", $"The definition has no activity {activity}.", activity);
        var graph = (await _graphs.CompileAsync(null, VersionOf(Alone(definition, place), actor), null)).Require(Graph.Json.Text(definition, "definitionId") ?? string.Empty);
        try
        {
            await _database.WriteAsync(
                async transaction => throw new RolledBackException(await RunAsync(transaction, graph, actor)), cancellationToken);
        }
        catch (RolledBackException e)
        {
            return e.Result;
        }

        throw new InvalidOperationException("The trial was committed.");
    }

    // Compiled as a draft that is stored nowhere.
    private static DefinitionVersion VersionOf(JsonObject definition, Actor actor)
    {
        var content = DefinitionContent.Of(definition);
        return new DefinitionVersion
        {
            VersionId = DefinitionContent.NewId(),
            DefinitionId = content.DefinitionId,
            Name = content.Name,
            Json = content.Text,
            ContentHash = content.Hash,
            Origin = "trial",
            CreatedBy = actor.Name,
        };
    }

    // The activity as the root, with the variables that are in its scope.
    private static JsonObject Alone(JsonObject definition, ActivityPlace place)
    {
        var alone = definition.DeepClone().AsObject();
        var variables = alone["variables"] as JsonArray ?? [];
        var known = variables.OfType<JsonObject>().Select(v => Graph.Json.Text(v, "id") ?? Graph.Json.Text(v, "name")).ToHashSet();
        for (var outer = place.Parent; outer is not null; outer = outer.Parent)
        {
            foreach (var variable in Graph.Json.Items(Graph.Json.Get(outer.Json, "variables")).OfType<JsonObject>())
            {
                if (known.Add(Graph.Json.Text(variable, "id") ?? Graph.Json.Text(variable, "name")))
                {
                    variables.Add(variable.DeepClone());
                }
            }
        }

        var root = place.Json.DeepClone().AsObject();
        root["id"] = place.Id;
        alone["variables"] = variables.Parent is null ? variables : variables.DeepClone();
        alone["root"] = root;
        return alone;
    }

    private async Task<TrialResult> RunAsync(LedgerTransaction transaction, WorkflowGraph graph, Actor actor)
    {
        var id = transaction.Database.Ids.Next();
        await using var scope = new BurstScope(_scopes);
        var burst = await _runner.RunAsync(new BurstRequest
        {
            Graph = graph,
            State = new InstanceState(id) { StartedByUserId = actor.UserId },
            Stimulus = new BurstStimulus.Start(),
            Actor = actor with { InstanceId = id },
            Now = transaction.Database.Clock.GetUtcNow(),
            Transaction = transaction,
            Services = scope.Open,
            RecordFaults = true,
        });
        return Result(graph, burst);
    }

    private static TrialResult Result(WorkflowGraph graph, BurstResult burst)
    {
        const int tried = 1; // the node below the workflow itself
        var inputs = new JsonObject();
        foreach (var input in graph.Nodes[tried].Inputs.Where(i => i.IsConstant && !i.IsSensitive))
        {
            inputs[input.Name] = ValueConverter.ToJson(input.Constant)?.DeepClone();
        }

        JsonObject? ending = null;
        foreach (var line in burst.Journal.Where(l => l.NodeIndex == tried))
        {
            foreach (var (name, value) in line.Payload?["inputs"] as JsonObject ?? [])
            {
                inputs[name] = value?.DeepClone();
            }

            ending = line.EventName == "Completed" ? line.Payload ?? [] : ending;
        }

        var chunk = burst.Continuations.Find(c => c.ContextId is not null);
        return new TrialResult
        {
            End = burst.Incidents.Count > 0 ? TrialEnd.Faulted
                : ending is not null ? TrialEnd.Completed
                : burst.ExternalCalls.Count > 0 ? TrialEnd.External
                : burst.Continuations.Count > 0 ? TrialEnd.Long : TrialEnd.Waiting,
            Inputs = inputs,
            Outputs = ending?["outputs"]?.DeepClone() as JsonObject ?? [],
            Outcomes = ending is null ? [] : ending["outcomes"] is JsonArray outcomes ? [.. outcomes.Select(o => o!.ToString())] : ["Done"],
            Lines = burst.Lines,
            Failure = burst.Incidents.FirstOrDefault()?.Exception,
            WaitsFor = [.. burst.NewBookmarks.Select(b => b.Name).Distinct(StringComparer.Ordinal)],
            Call = burst.ExternalCalls.FirstOrDefault()?.Request,
            Done = chunk?.Done ?? 0,
            Total = chunk?.Total,
        };
    }

    /// <summary>Carries the result out of the unit of work, which its being thrown undoes.</summary>
    private sealed class RolledBackException(TrialResult result) : Exception("The trial is rolled back.")
    {
        public TrialResult Result { get; } = result;
    }
}
