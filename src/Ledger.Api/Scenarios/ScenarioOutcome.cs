using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows.HumanTasks;
using Ledger.Workflows.Instances;

namespace Ledger.Api.Scenarios;

/// <summary>What has come of a scenario so far, compared with what must have.</summary>
internal sealed class ScenarioOutcome(ScenarioWorld world, string definitionId, IEnumerable<IScenarioProbe> probes, ScenarioFixtures fixtures)
{
    private static readonly HashSet<string> Frames = new(StringComparer.Ordinal) { "Elsa.Workflow", "Elsa.Flowchart", "Elsa.Sequence", "Elsa.Parallel" };

    private readonly IInstanceQueries _instances = world.Get<IInstanceQueries>();

    /// <summary>All that did not come true.</summary>
    public async Task<IReadOnlyList<ScenarioProblem>> CompareAsync(ScenarioExpectation expected, string at, bool isEnd)
    {
        var problems = new List<ScenarioProblem>();
        var latest = await LatestAsync(expected.Of);
        var detail = latest is null ? null : await _instances.FindAsync(world.CompanyId, latest.Id);
        if (detail is null && (expected.Status ?? (object?)expected.Path ?? expected.Output ?? expected.Variables) is not null)
        {
            return [new ScenarioProblem("scenario.instance-missing", at, null, expected.Of ?? definitionId)];
        }

        if (expected.Status is { } status && detail!.Summary.SubStatus.ToString() != status && detail.Summary.Status.ToString() != status)
        {
            problems.Add(Differs(at + ".status", status, detail.Summary.SubStatus.ToString()));
        }

        if (expected.Path is not null)
        {
            problems.AddRange(ComparePath(expected.Path, await PathAsync(expected.Of), at + ".path"));
        }

        await CompareAsync(problems, expected.Output, at + ".output", () => Task.FromResult<JsonNode?>(detail!.Output));
        await CompareAsync(problems, expected.Variables, at + ".variables", () => Task.FromResult<JsonNode?>(VariablesOf(detail!)));
        await CompareAsync(problems, expected.Tasks, at + ".tasks", async () => new JsonArray([.. (await OpenTasksAsync()).Select(t => Shown(t))]));
        await CompareAsync(problems, expected.Instances, at + ".instances", InstancesAsync);
        await CompareAsync(problems, expected.Mails, at + ".mails", () => Task.FromResult<JsonNode?>(MailsOf()));
        await CompareAsync(problems, expected.Calls, at + ".calls", () => Task.FromResult<JsonNode?>(new JsonArray([.. world.Servers.Calls.Select(c => c.DeepClone())])));
        foreach (var (name, wanted) in expected.Books ?? [])
        {
            await CompareBooksAsync(problems, name, wanted, at + ".books." + name);
        }

        CompareIncidents(problems, expected, detail, at, isEnd);
        return problems;
    }

    /// <summary>The ids of the steps that the latest instance of a definition began, in order; without the frames around them.</summary>
    public async Task<IReadOnlyList<string>> PathAsync(string? of)
    {
        if (await LatestAsync(of) is not { } latest)
        {
            return [];
        }

        var journal = await _instances.JournalAsync(world.CompanyId, latest.Id);
        return [.. journal.Where(e => e.EventName == "Started" && !Frames.Contains(e.ActivityType)).Select(e => e.ActivityId)];
    }

    /// <summary>The latest instance of a definition.</summary>
    public async Task<InstanceSummary?> LatestAsync(string? of) => (await AllAsync()).LastOrDefault(i => i.DefinitionId == (of ?? definitionId));

    /// <summary>All tasks that wait for somebody, oldest first.</summary>
    public async Task<IReadOnlyList<HumanTaskInfo>> OpenTasksAsync()
    {
        var coordinator = new TaskPerson(Actor.System(world.CompanyId, "scenario"), [], MayCoordinate: true);
        var page = await world.Get<IHumanTasks>().ListAsync(coordinator, new TaskQuery { Scope = TaskScope.All }, new PageRequest(0, PageRequest.SizeMax, "CreatedAt"));
        return page.Items;
    }

    private async Task<IReadOnlyList<InstanceSummary>> AllAsync() =>
        [.. (await _instances.ListAsync(new InstanceQuery { CompanyId = world.CompanyId }, new PageRequest(0, PageRequest.SizeMax, "CreatedAt"))).Items
            .OrderBy(i => i.CreatedAt).ThenBy(i => i.Id)];

    private static IEnumerable<ScenarioProblem> ComparePath(JsonNode expected, IReadOnlyList<string> path, string at)
    {
        if (expected is JsonArray whole)
        {
            var wanted = whole.Select(s => s?.GetValue<string>() ?? string.Empty).ToList();
            return wanted.SequenceEqual(path) ? [] : [PathDiffers(at, wanted, path)];
        }

        var problems = new List<ScenarioProblem>();
        if (expected["contains"] is JsonArray some)
        {
            var position = 0;
            foreach (var step in some.Select(s => s!.GetValue<string>()))
            {
                position = path.ToList().FindIndex(position, p => p == step) + 1;
                if (position == 0)
                {
                    problems.Add(new ScenarioProblem("scenario.path-lacks", at + ".contains", null, step, string.Join(" → ", path)));
                    break;
                }
            }
        }

        foreach (var step in (expected["not"] as JsonArray ?? []).Select(s => s!.GetValue<string>()).Where(path.Contains))
        {
            problems.Add(new ScenarioProblem("scenario.path-has", at + ".not", null, step, string.Join(" → ", path)));
        }

        return problems;
    }

    // The first step that differs, with both ways side by side.
    private static ScenarioProblem PathDiffers(string at, List<string> wanted, IReadOnlyList<string> path)
    {
        var first = Enumerable.Range(0, Math.Max(wanted.Count, path.Count)).First(i => i >= wanted.Count || i >= path.Count || wanted[i] != path[i]);
        return new ScenarioProblem(
            "scenario.path-differs", at, null, first + 1, first < wanted.Count ? wanted[first] : "–", first < path.Count ? path[first] : "–")
        {
            Expected = string.Join(" → ", wanted),
            Actual = string.Join(" → ", path),
        };
    }

    private async Task CompareAsync(List<ScenarioProblem> problems, JsonNode? expected, string at, Func<Task<JsonNode?>> read)
    {
        if (expected is not null && JsonDifference.Find(fixtures.Resolve(expected, at), await read(), at) is var (place, wanted, found))
        {
            problems.Add(Differs(place, wanted, found));
        }
    }

    private async Task CompareBooksAsync(List<ScenarioProblem> problems, string name, JsonNode? expected, string at)
    {
        if (probes.FirstOrDefault(p => p.Name == name) is not { } probe)
        {
            problems.Add(new ScenarioProblem("scenario.probe-unknown", at, null, name, string.Join(", ", probes.Select(p => p.Name).Order(StringComparer.Ordinal))));
            return;
        }

        await CompareAsync(problems, expected, at, async () => await world.Database.ReadAsync(world.CompanyId, probe.ReadAsync));
    }

    private static void CompareIncidents(List<ScenarioProblem> problems, ScenarioExpectation expected, InstanceDetail? detail, string at, bool isEnd)
    {
        var open = (detail?.Incidents ?? []).Where(i => i.Resolution is null).ToList();
        var codes = open.Select(i => i.Code ?? i.Message).ToList();
        if (expected.Incidents is { } wanted)
        {
            if (!wanted.SequenceEqual(codes))
            {
                problems.Add(Differs(at + ".incidents", string.Join(", ", wanted), string.Join(", ", open.Select(i => $"{i.ActivityId}: {i.Code} {i.Message}"))));
            }
        }
        else if (isEnd)
        {
            problems.AddRange(open.Select(i => new ScenarioProblem("scenario.incident", at, null, i.ActivityId, i.Code, i.Message)));
        }
    }

    private async Task<JsonNode?> InstancesAsync() => new JsonArray([.. (await AllAsync()).Select(i => new JsonObject
    {
        ["definition"] = i.DefinitionId,
        ["status"] = i.SubStatus.ToString(),
        ["startedBy"] = i.StartedBy,
        ["correlation"] = i.CorrelationId,
    })]);

    private JsonArray MailsOf() => new([.. world.Mails.Sent.Select(m => new JsonObject
    {
        ["to"] = string.Join(", ", m.To),
        ["subject"] = m.Subject,
        ["body"] = m.Body,
    })]);

    private static JsonObject VariablesOf(InstanceDetail detail) =>
        new(detail.Variables.DistinctBy(v => v.Name).Select(v => KeyValuePair.Create(v.Name, v.Value?.DeepClone())));

    private static JsonObject Shown(HumanTaskInfo task) => new()
    {
        ["task"] = task.ActivityId,
        ["title"] = task.Title,
        ["instructions"] = task.Instructions,
        ["for"] = new JsonArray([.. task.CandidateRoles.Select(r => (JsonNode)r)]),
        ["outcomes"] = new JsonArray([.. task.Outcomes.Select(o => (JsonNode)o)]),
        ["assignee"] = task.AssigneeName,
        ["due"] = task.DueAt?.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
        ["priority"] = task.Priority,
        ["businessKey"] = task.BusinessKey,
    };

    private static ScenarioProblem Differs(string at, string expected, string actual) =>
        new("scenario.differs", at, null, expected, actual) { Expected = expected, Actual = actual };
}
