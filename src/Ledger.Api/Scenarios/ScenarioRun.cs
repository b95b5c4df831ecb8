using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Api.Workflows;
using Ledger.Domain;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows;
using Ledger.Workflows.Activities;
using Ledger.Workflows.HumanTasks;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Schedules;

namespace Ledger.Api.Scenarios;

/// <summary>Carries out one scenario in its world, step by step.</summary>
internal sealed class ScenarioRun(ScenarioWorld world, string definitionId, Scenario scenario, string place, IEnumerable<IScenarioProbe> probes)
{
    private readonly ScenarioFixtures _fixtures = new(world);
    private readonly List<ScenarioProblem> _problems = [];

    /// <summary>What did not come true.</summary>
    public IReadOnlyList<ScenarioProblem> Problems => _problems;

    /// <summary>What the instance under test went through.</summary>
    public Task<IReadOnlyList<string>> PathAsync() => new ScenarioOutcome(world, definitionId, probes, _fixtures).PathAsync(null);

    /// <summary>Does everything that the scenario says. The first step that cannot be done ends it; expectations that fail do not.</summary>
    public async Task CarryOutAsync(CancellationToken cancellationToken)
    {
        try
        {
            await GiveAsync(scenario.Given, place + ".given");
            await world.Get<ShippedSchedules>().AddMissingAsync(cancellationToken);
            if (scenario.Start is { } start)
            {
                await StartAsync(start, place + ".start");
            }

            await world.DrainAsync(cancellationToken);
            for (var i = 0; i < scenario.Steps.Count; i++)
            {
                await StepAsync(scenario.Steps[i], string.Create(CultureInfo.InvariantCulture, $"{place}.steps[{i}]"), cancellationToken);
            }

            await ExpectAsync(scenario.Expect ?? new ScenarioExpectation(), place + ".expect", isEnd: true);
            // A call is tried again before it fails; it is one omission of the scenario all the same.
            foreach (var call in world.Servers.Unanswered.Distinct(StringComparer.Ordinal))
            {
                _problems.Add(new ScenarioProblem("scenario.call-unanswered", place + ".http", null, call));
            }
        }
        catch (ScenarioFailedException failed)
        {
            _problems.Add(failed.Problem);
        }
        catch (DomainException refusal)
        {
            _problems.Add(new ScenarioProblem("scenario.fixture-refused", place + ".given", null, refusal.Code, refusal.Message));
        }
    }

    private async Task GiveAsync(IReadOnlyList<ScenarioFixture> given, string at)
    {
        for (var i = 0; i < given.Count; i++)
        {
            var here = string.Create(CultureInfo.InvariantCulture, $"{at}[{i}]");
            try
            {
                await _fixtures.AddAsync(given[i], here);
            }
            catch (DomainException refusal)
            {
                throw new ScenarioFailedException(new ScenarioProblem("scenario.fixture-refused", here, null, refusal.Code, refusal.Message));
            }
        }
    }

    private async Task StepAsync(ScenarioStep step, string at, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case { Answer: { } task }:
                await AsWellAsync(step.Refused, at, () => DecideAsync(step, task, at));
                break;
            case { Claim: { } task }:
                await AsWellAsync(step.Refused, at, async () =>
                {
                    var person = await world.PersonAsync(step.By!, at);
                    await world.Get<IHumanTasks>().ClaimAsync(person, (await TaskAsync(task, at)).Id);
                });
                break;
            case { Advance: { } span }:
                await world.MoveToAsync(world.Clock.GetUtcNow() + TimeSpan.Parse(span, CultureInfo.InvariantCulture), cancellationToken);
                break;
            case { AdvanceTo: { } time }:
                await world.MoveToAsync(ScenarioTime.Read(time), cancellationToken);
                break;
            case { Event: { } name }:
                await world.Get<IWorkflowRuntime>().SendAsync(
                    new Stimulus(Event.Stimulus, Event.PayloadOf(name), Actor.System(world.CompanyId, "scenario"))
                    {
                        Input = _fixtures.Resolve(step.Payload, at),
                        CorrelationId = step.Correlation,
                    },
                    cancellationToken);
                break;
            case { File: { } file }:
                await _fixtures.WriteAsync(file, at);
                break;
            case { Start: { } start }:
                await StartAsync(start, at);
                break;
            case { Given: { } given }:
                await GiveAsync(given, at + ".given");
                break;
            case { Expect: { } expected }:
                await ExpectAsync(expected, at + ".expect", isEnd: false);
                return;
            default:
                await AsWellAsync(step.Refused, at, () => SteerAsync(step, at));
                break;
        }

        await world.DrainAsync(cancellationToken);
    }

    private async Task SteerAsync(ScenarioStep step, string at)
    {
        var runtime = world.Get<IWorkflowRuntime>();
        var actor = step.By is { } by ? (await world.PersonAsync(by, at)).Actor : Actor.System(world.CompanyId, "scenario");
        switch (step)
        {
            case { Retry: { } activity }:
                var (instance, incident) = await IncidentAsync(activity, at);
                await runtime.RetryAsync(instance, incident, actor);
                break;
            case { Skip: { } activity }:
                var (stuck, cause) = await IncidentAsync(activity, at);
                await runtime.SkipAsync(stuck, cause, step.Outcome!, actor);
                break;
            case { Cancel: true }:
                await runtime.CancelAsync(await InstanceAsync(at), actor);
                break;
            case { Compensate: true }:
                await runtime.CompensateAsync(await InstanceAsync(at), actor);
                break;
            case { ResumeSchedule: { } name }:
                await world.Get<ISchedules>().ResumeAsync(await ScheduleAsync(name, at), actor);
                break;
            case { RunSchedule: { } name }:
                await world.Get<ISchedules>().RunNowAsync(await ScheduleAsync(name, at), actor);
                break;
        }
    }

    private Task StartAsync(ScenarioStart start, string at) => AsWellAsync(start.Refused, at, async () =>
    {
        var person = await world.PersonAsync(start.By ?? "ana", at);
        await world.Get<IWorkflowRuntime>().StartAsync(new StartWorkflow(start.Definition ?? definitionId, person.Actor)
        {
            Input = _fixtures.Resolve(start.Input, at) as JsonObject,
            CorrelationId = start.Correlation,
        });
    });

    private async Task DecideAsync(ScenarioStep step, string task, string at)
    {
        var person = await world.PersonAsync(step.By!, at);
        var found = await TaskAsync(task, at);
        await world.Get<IHumanTasks>().CompleteAsync(person, found.Id, step.Outcome!, _fixtures.Resolve(step.Data, at) as JsonObject, step.Comment);
    }

    /// <summary>Does what must succeed, or be refused with a code.</summary>
    private static async Task AsWellAsync(string? refused, string at, Func<Task> work)
    {
        string code;
        string message;
        try
        {
            await work();
            (code, message) = ("-", string.Empty);
        }
        catch (WorkflowException refusal)
        {
            (code, message) = (refusal.Code, refusal.Message);
        }
        catch (DomainException refusal)
        {
            (code, message) = (refusal.Code, refusal.Message);
        }

        if (refused is null && code != "-")
        {
            throw new ScenarioFailedException(new ScenarioProblem("scenario.step-refused", at, null, code, message));
        }

        if (refused is not null && code != refused)
        {
            throw new ScenarioFailedException(new ScenarioProblem("scenario.not-refused", at, null, refused, code) { Expected = refused, Actual = code });
        }
    }

    private async Task<HumanTaskInfo> TaskAsync(string named, string at)
    {
        var open = await new ScenarioOutcome(world, definitionId, probes, _fixtures).OpenTasksAsync();
        return open.FirstOrDefault(t => t.ActivityId == named) ?? open.FirstOrDefault(t => t.Title == named)
            ?? throw new ScenarioFailedException(new ScenarioProblem(
                "scenario.task-missing", at, null, named, open.Count == 0 ? "-" : string.Join(", ", open.Select(t => t.ActivityId))));
    }

    private async Task<long> InstanceAsync(string at) =>
        (await new ScenarioOutcome(world, definitionId, probes, _fixtures).LatestAsync(null))?.Id
            ?? throw new ScenarioFailedException(new ScenarioProblem("scenario.instance-missing", at, null, definitionId));

    private async Task<(long Instance, long Incident)> IncidentAsync(string activity, string at)
    {
        var instance = await InstanceAsync(at);
        var detail = (await world.Get<IInstanceQueries>().FindAsync(world.CompanyId, instance))!;
        var open = detail.Incidents.Where(i => i.Resolution is null).ToList();
        return open.Find(i => i.ActivityId == activity) is { } incident
            ? (instance, incident.Id)
            : throw new ScenarioFailedException(new ScenarioProblem(
                "scenario.incident-missing", at, null, activity, open.Count == 0 ? "-" : string.Join(", ", open.Select(i => i.ActivityId))));
    }

    private async Task<long> ScheduleAsync(string name, string at)
    {
        var all = await world.Get<ISchedules>().ListAsync(world.CompanyId);
        return all.FirstOrDefault(s => s.Name == name)?.Id
            ?? throw new ScenarioFailedException(new ScenarioProblem("scenario.schedule-missing", at, null, name, string.Join(", ", all.Select(s => s.Name))));
    }

    private async Task ExpectAsync(ScenarioExpectation expected, string at, bool isEnd) =>
        _problems.AddRange(await new ScenarioOutcome(world, definitionId, probes, _fixtures).CompareAsync(expected, at, isEnd));
}
