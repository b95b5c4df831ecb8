using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Activities.Http;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Validation.Rules;

namespace Ledger.Workflows.Validation;

/// <summary>Compiles a definition and applies all rules to it, with what is stored and known around it: one list of problems.</summary>
/// <remarks>Reads what is committed and stores nothing. Call it outside units of work.</remarks>
internal sealed class DefinitionExaminer(
    DefinitionTable table, GraphCompiler compiler, ActivityRegistry registry, LedgerDatabase database, IDefinitionSurroundings surroundings)
{
    private const int CallDepthMax = 20;

    // After these a part of the drawing is missing, and whatever is said about the rest of it may be wrong.
    private static readonly string[] Breaking = ["activity.", "connection.", "flowchart.", "switch.", "definition.", "root."];

    /// <summary>Examines a definition as a file, a client or the store has it.</summary>
    /// <param name="whole">The definition with its ids.</param>
    /// <param name="used">The version ids of the definitions it uses as activities; null for those of now.</param>
    /// <param name="together">Definitions that will be stored with it, such as the other files of a folder.</param>
    /// <param name="cancellationToken">Cancels the look-ups.</param>
    public async Task<Examination> ExamineAsync(
        JsonObject whole, IReadOnlyList<string>? used, IReadOnlyCollection<JsonObject> together, CancellationToken cancellationToken)
    {
        var others = (await table.FindUsableAsync(null, used)).Where(o => o.VersionId != Json.Text(whole, "id")).Select(DefinitionJson.Compose);
        var set = new DefinitionSet([.. together.Where(t => Json.Text(t, "definitionId") != Json.Text(whole, "definitionId")), .. others]);
        var compilation = compiler.Compile(whole, registry, set);
        var places = new ProblemPlaces(whole);
        var bare = new CheckedDefinition(whole, compilation, places) { Now = database.Clock.GetUtcNow() };
        var definition = new CheckedDefinition(whole, compilation, places)
        {
            Now = bare.Now,
            Facts = await surroundings.ReadAsync(TaskRules.NamedUsers(bare), cancellationToken),
        };
        var known = await ChildrenAsync(ChildRules.Named(definition), together);
        Apply(definition, compilation, known);
        TriggerRules.Check(definition, await AddressesAsync(definition, together, set));
        await FindRecursionAsync(definition, together, set);
        return new Examination(compilation, Ordered(compilation, definition, places));
    }

    private static void Apply(CheckedDefinition definition, GraphCompilation compilation, IReadOnlyDictionary<string, ChildFacts> known)
    {
        TaskRules.Check(definition);
        TimeRules.Check(definition);
        TypeRules.Check(definition);
        ChildRules.Check(definition, known);
        if (!compilation.Problems.Any(p => Array.Exists(Breaking, b => p.Code.StartsWith(b, StringComparison.Ordinal))))
        {
            FlowRules.Check(definition);
            LoopRules.Check(definition);
            JoinRules.Check(definition);
            ScriptRules.Check(definition);
            UsageRules.Check(definition);
        }
    }

    /// <summary>By step in the order of the definition, what is about the whole first; nothing twice.</summary>
    private static List<DefinitionProblem> Ordered(GraphCompilation compilation, CheckedDefinition definition, ProblemPlaces places)
    {
        var found = definition.Problems.Where(p => p.IsError).Select(p => p.ActivityId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var compiled = compilation.Problems.Select(places.Locate)
            .Where(p => p.Code != "trigger.invalid" || p.ActivityId is null || !found.Contains(p.ActivityId)); // A rule says it better.
        var order = definition.Nodes.Select((n, i) => (n.Activity.Id, i)).DistinctBy(n => n.Id).ToDictionary(n => n.Id, n => n.i, StringComparer.Ordinal);
        return [.. compiled.Concat(definition.Problems)
            .DistinctBy(p => (p.Code, p.Place, string.Join('|', p.Arguments)))
            .OrderBy(p => p.ActivityId is null ? -1 : order.GetValueOrDefault(p.ActivityId, int.MaxValue))];
    }

    private async Task<Dictionary<string, ChildFacts>> ChildrenAsync(IEnumerable<string> ids, IReadOnlyCollection<JsonObject> together)
    {
        var known = new Dictionary<string, ChildFacts>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (together.FirstOrDefault(t => Json.Text(t, "definitionId") == id) is { } beside)
            {
                known[id] = FactsOf(beside, isPublished: true);
            }
            else if (await FindAsync(id) is { } stored)
            {
                known[id] = FactsOf(DefinitionJson.Compose(stored), stored.IsPublished);
            }
        }

        return known;
    }

    private async Task<DefinitionVersion?> FindAsync(string definitionId) =>
        (await table.QueryAsync(null, "where definition_id = $1 order by is_published desc, version desc limit 1", definitionId)).FirstOrDefault();

    private static ChildFacts FactsOf(JsonObject definition, bool isPublished)
    {
        var inputs = Json.Items(Json.Get(definition, "inputs")).OfType<JsonObject>().Where(i => Json.Text(i, "name") is { Length: > 0 }).ToList();
        return new ChildFacts(
            isPublished,
            [.. inputs.Select(i => Json.Text(i, "name")!)],
            [.. inputs.Where(i => Json.Flag(i, "isRequired") && Json.Text(i, "defaultValue") is null or "").Select(i => Json.Text(i, "name")!)]);
    }

    private async Task<IReadOnlyCollection<TriggerRules.Address>> AddressesAsync(
        CheckedDefinition definition, IReadOnlyCollection<JsonObject> together, DefinitionSet set)
    {
        if (definition.Graph is not { } graph || !TriggerRules.AddressesOf(graph).Any())
        {
            return [];
        }

        var beside = together.Where(t => Json.Text(t, "definitionId") != definition.DefinitionId).ToList();
        var stored = await database.QueryAsync(
            "select definition_id, payload from workflow_triggers where name = $1 and is_active = $2 and definition_id <> $3",
            row => TriggerRules.Read(row.GetString(0), JsonNode.Parse(row.GetString(1))), HttpEndpoint.TypeName, true, definition.DefinitionId);
        return [.. stored.OfType<TriggerRules.Address>().Where(a => !beside.Exists(b => Json.Text(b, "definitionId") == a.DefinitionId)),
            .. beside.Select(b => compiler.Compile(b, registry, set).Graph).OfType<WorkflowGraph>().SelectMany(TriggerRules.AddressesOf)];
    }

    /// <summary>Follows what is started before a wait until it comes back to this definition or goes nowhere new.</summary>
    private async Task FindRecursionAsync(CheckedDefinition definition, IReadOnlyCollection<JsonObject> together, DefinitionSet set)
    {
        foreach (var call in ChildRules.CallsBeforeWaiting(definition).DistinctBy(c => c.Node))
        {
            var open = new Queue<(string Id, bool IsCertain, List<string> Way)>([(call.DefinitionId, call.IsCertain, [definition.DefinitionId])]);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (open.TryDequeue(out var next))
            {
                List<string> way = [.. next.Way, next.Id];
                if (next.Id == definition.DefinitionId)
                {
                    ChildRules.ReportRecursion(definition, call, way, next.IsCertain);
                    break;
                }

                if (!seen.Add(next.Id) || way.Count > CallDepthMax)
                {
                    continue;
                }

                foreach (var further in await CallsOfAsync(next.Id, together, set))
                {
                    open.Enqueue((further.DefinitionId, next.IsCertain && further.IsCertain, way));
                }
            }
        }
    }

    private async Task<IReadOnlyList<ChildRules.Call>> CallsOfAsync(string definitionId, IReadOnlyCollection<JsonObject> together, DefinitionSet set)
    {
        var json = together.FirstOrDefault(t => Json.Text(t, "definitionId") == definitionId)
            ?? (await FindAsync(definitionId) is { } stored ? DefinitionJson.Compose(stored) : null);
        return json is null ? []
            : ChildRules.CallsBeforeWaiting(new CheckedDefinition(json, compiler.Compile(json, registry, set), new ProblemPlaces(json)) { Now = default });
    }
}
