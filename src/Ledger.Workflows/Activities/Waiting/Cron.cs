using System.Text.Json.Nodes;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Schedules;

namespace Ledger.Workflows.Activities;

/// <summary>Waits for the next time of a cron expression (six fields, seconds first, UTC), or starts the workflow at each.</summary>
[Activity("Elsa.Cron", Category = "Scheduling", Kind = "Trigger")]
public sealed class Cron : Activity, ITrigger, IGraphPart
{
    /// <summary>The name of stimulus and bookmark.</summary>
    public const string Stimulus = "Elsa.Cron";

    /// <summary>The expression.</summary>
    [Input(Required = true)]
    public Input<string>? CronExpression { get; set; }

    IEnumerable<BookmarkRequest> ITrigger.GetTriggers(TriggerContext context)
    {
        var cron = context.Get(CronExpression);
        TicksOf(cron);
        return [new BookmarkRequest(Stimulus, new JsonObject { ["CronExpression"] = cron })];
    }

    void IGraphPart.Build(NodeBuilder builder)
    {
        if (CronExpression is not null && builder.Node.Inputs[builder.Node.FindInput(CronExpression)].Expression is ConstantExpression { Value: string cron })
        {
            try
            {
                TicksOf(cron);
            }
            catch (WorkflowException e)
            {
                builder.Problem(e.Code, "cronExpression", e.Message, [.. e.Arguments]);
            }
        }
    }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        if (context.TakeTrigger(out _))
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        var cron = context.Get(CronExpression);
        var next = TicksOf(cron).Next(context.Now)
            ?? throw new WorkflowException("cron.never", $"The cron expression '{cron}' names no time to come.", cron);
        context.CreateBookmark(new BookmarkRequest(Stimulus, new JsonObject { ["ExecuteAt"] = next, ["CronExpression"] = cron })
        {
            IncludeExecutionInHash = true,
            ResumeAt = next,
        });
        return ValueTask.CompletedTask;
    }

    private static CronTicks TicksOf(string? cron)
    {
        try
        {
            return new CronTicks(cron ?? string.Empty, "UTC");
        }
        catch (WorkflowException e)
        {
            throw new WorkflowException(
                "cron.invalid",
                $"Error when parsing cron expression '{cron}': six fields are needed, the first is the seconds field (seconds, minutes, hours, day of month, month, day of week). {e.Message}",
                cron, e.Message);
        }
    }
}
