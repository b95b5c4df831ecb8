using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Schedules;

namespace Ledger.Workflows.Validation.Rules;

/// <summary>Times that never come: cron expressions, timers, delays, start times, and the schedule that a definition proposes.</summary>
internal static class TimeRules
{
    public static void Check(CheckedDefinition definition)
    {
        foreach (var node in definition.Nodes)
        {
            switch (node.Activity)
            {
                case Cron when Constant(node, nameof(Cron.CronExpression)) is string cron:
                    CheckCron(definition, node, cron);
                    break;
                case Activities.Timer when Constant(node, nameof(Activities.Timer.Interval)) is TimeSpan interval && interval <= TimeSpan.Zero:
                    definition.ErrorAt(
                        node, $"{node.Activity.Id}.interval", "timer.interval-invalid", "The interval of a timer must be longer than zero.");
                    break;
                case Delay when Constant(node, nameof(Delay.TimeSpan)) is TimeSpan span && span < TimeSpan.Zero:
                    definition.ErrorAt(
                        node, $"{node.Activity.Id}.timeSpan", "delay.negative", $"'{definition.NameOf(node)}' waits for {span:c}: a delay cannot be negative.",
                        definition.NameOf(node), span.ToString("c"));
                    break;
                case StartAt when Constant(node, nameof(StartAt.DateTime)) is DateTimeOffset time && time < definition.Now:
                    CheckStartAt(definition, node, time);
                    break;
            }
        }

        CheckProposal(definition);
    }

    private static void CheckCron(CheckedDefinition definition, GraphNode node, string cron)
    {
        try
        {
            if (new CronTicks(cron, "UTC").Next(definition.Now) is null)
            {
                definition.ErrorAt(
                    node, $"{node.Activity.Id}.cronExpression", "cron.never", $"The cron expression '{cron}' names no time to come.", cron);
            }
        }
        catch (WorkflowException)
        {
            // The compiler has told that it is not valid.
            return;
        }
    }

    private static void CheckStartAt(CheckedDefinition definition, GraphNode node, DateTimeOffset time)
    {
        var (name, when) = (definition.NameOf(node), time.ToString("u"));
        if (node.Activity.CanStartWorkflow)
        {
            definition.WarnAt(
                node, $"{node.Activity.Id}.dateTime", "start-at.past-trigger",
                $"'{name}' starts the process at {when}, which is past: published for the first time it starts at once, later never again.", name, when);
        }
        else
        {
            definition.WarnAt(
                node, $"{node.Activity.Id}.dateTime", "start-at.past", $"'{name}' waits until {when}, which is past: it does not wait.", name, when);
        }
    }

    private static void CheckProposal(CheckedDefinition definition)
    {
        if (Json.Object(definition.Json, "customProperties") is not { } custom || Json.Get(custom, "schedule") is not { } node)
        {
            return;
        }

        const string place = "customProperties.schedule";
        if (node is not JsonObject schedule || Json.Text(schedule, "name") is not { Length: > 0 } name || Json.Text(schedule, "cron") is not { Length: > 0 } cron)
        {
            definition.ErrorAt(null, place, "schedule.incomplete", "The schedule that the definition proposes needs a name and a cron expression.");
            return;
        }

        try
        {
            if (new CronTicks(cron, Json.Text(schedule, "timeZone") ?? "UTC").Next(definition.Now) is null)
            {
                definition.ErrorAt(null, place, "schedule.never", $"The schedule '{name}' never runs: '{cron}' names no time to come.", name, cron);
            }
        }
        catch (WorkflowException e)
        {
            definition.ErrorAt(null, place, e.Code, e.Message, [.. e.Arguments]);
        }

        if (Json.Text(schedule, "misfire") is { } misfire && !Enum.TryParse<MisfireRule>(misfire, ignoreCase: true, out _))
        {
            var rules = string.Join(", ", Enum.GetNames<MisfireRule>());
            definition.ErrorAt(null, place, "schedule.misfire-unknown", $"There is no misfire rule '{misfire}'; there are {rules}.", misfire, rules);
        }

        CheckProposedInput(definition, schedule, name);
    }

    private static void CheckProposedInput(CheckedDefinition definition, JsonObject schedule, string name)
    {
        if (definition.Graph is not { } graph)
        {
            return;
        }

        try
        {
            Instances.StartInput.Check(graph, Json.Object(schedule, "input"), isChild: false);
        }
        catch (WorkflowException e)
        {
            definition.ErrorAt(
                null, "customProperties.schedule.input", "schedule.input-invalid", $"The schedule '{name}' cannot start the process: {e.Message}", name, e.Message);
        }
    }

    private static object? Constant(GraphNode node, string input) =>
        CheckedDefinition.InputOf(node, input) is { } given && CheckedDefinition.TryConstant(given, out var value)
            && ValueConverter.TryConvert(value, given.Type, out var converted) ? converted : null;
}
