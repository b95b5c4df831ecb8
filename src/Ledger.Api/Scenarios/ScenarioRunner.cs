using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Graph;

namespace Ledger.Api.Scenarios;

/// <summary>Runs the scenarios of a definition, each in a world of its own (features.md W10).</summary>
internal sealed class ScenarioRunner(ScenarioTemplate template, IEnumerable<IScenarioProbe> probes)
{
    /// <summary>How long one scenario may take.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyList<IScenarioProbe> _probes = [.. probes];

    /// <summary>Runs scenarios.</summary>
    /// <param name="definition">The definition under test, as a file or the store has it.</param>
    /// <param name="others">Definitions it may start or use; those it names are published beside it.</param>
    /// <param name="file">The scenarios.</param>
    /// <param name="name">Only this one; null for all.</param>
    /// <param name="keeps">True to leave databases and files where they are.</param>
    /// <param name="done">Told of each result.</param>
    /// <param name="cancellationToken">Stops between two things a scenario does.</param>
    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(
        JsonObject definition, IReadOnlyCollection<JsonObject> others, ScenarioFile file, string? name, bool keeps = false,
        Action<ScenarioResult>? done = null, CancellationToken cancellationToken = default)
    {
        var results = new List<ScenarioResult>();
        for (var i = 0; i < file.Scenarios.Count; i++)
        {
            if (name is not null && file.Scenarios[i].Name != name)
            {
                continue;
            }

            var place = string.Create(CultureInfo.InvariantCulture, $"$.scenarios[{i}]");
            var needed = Needed(definition, file.Scenarios[i].With, others);
            var result = await RunAsync(definition, needed, file.Scenarios[i], place, keeps, cancellationToken);
            results.Add(result);
            done?.Invoke(result);
        }

        return results;
    }

    private async Task<ScenarioResult> RunAsync(
        JsonObject definition, IReadOnlyList<JsonObject> needed, Scenario scenario, string place, bool keeps, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeMax);
        await using var world = await ScenarioWorld.OpenAsync(template, scenario, keeps);
        var problems = new List<ScenarioProblem>();
        IReadOnlyList<string> path = [];
        try
        {
            problems.AddRange(await PublishAsync(world, definition, needed, place));
            if (problems.Count == 0)
            {
                var run = new ScenarioRun(world, (string?)definition["definitionId"] ?? string.Empty, scenario, place, _probes);
                await run.CarryOutAsync(limit.Token);
                problems.AddRange(run.Problems);
                path = await run.PathAsync();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            problems.Add(new ScenarioProblem("scenario.too-long", place, null, TimeMax.TotalSeconds));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One that trips over a bug is told as failed; the others run all the same.
            problems.Add(new ScenarioProblem("scenario.crashed", place, null, e.GetType().Name, e.Message));
        }

        return new ScenarioResult(scenario.Name, problems.Count == 0, watch.ElapsedMilliseconds, problems, path) { Folder = keeps ? world.Folder : null };
    }

    private static async Task<IReadOnlyList<ScenarioProblem>> PublishAsync(
        ScenarioWorld world, JsonObject definition, IReadOnlyList<JsonObject> needed, string place)
    {
        // What is used by others comes first; who starts whom does not matter, so a second round mends the rest.
        var open = needed.Append(definition).ToList();
        IReadOnlyList<DefinitionProblem> last = [];
        for (var round = 0; round < 3 && open.Count > 0; round++)
        {
            foreach (var one in open.ToList())
            {
                var problems = await world.PublishAsync((JsonObject)one.DeepClone());
                if (problems.Count == 0)
                {
                    open.Remove(one);
                }
                else if (one == definition)
                {
                    last = problems;
                }
            }
        }

        return open.Contains(definition)
            ? [.. last.Select(p => new ScenarioProblem("scenario.not-publishable", place, null, p.ActivityName ?? p.Place, p.Code, p.Message))]
            : [];
    }

    /// <summary>The definitions that the one under test or the scenario names, and those that they name.</summary>
    private static List<JsonObject> Needed(JsonObject definition, IReadOnlyList<string> with, IReadOnlyCollection<JsonObject> others)
    {
        var needed = new List<JsonObject>();
        var open = new Queue<JsonNode>([new JsonArray([.. with.Select(id => (JsonNode)id)]), definition]);
        while (open.TryDequeue(out var next))
        {
            var text = next.ToJsonString();
            foreach (var other in others.Where(o => (string?)o["definitionId"] != (string?)definition["definitionId"] && !needed.Contains(o)))
            {
                if (Names(text, (string?)other["definitionId"])
                    || (UsableDefinition.IsUsableAsActivity(other) && Names(text, UsableDefinition.TypeNameOf(other))))
                {
                    needed.Add(other);
                    open.Enqueue(other);
                }
            }
        }

        needed.Reverse();
        return needed;
    }

    private static bool Names(string text, string? name) => !string.IsNullOrEmpty(name) && text.Contains($"\"{name}\"", StringComparison.Ordinal);
}
