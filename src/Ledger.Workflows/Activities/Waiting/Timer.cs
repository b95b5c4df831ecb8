using System.Text.Json.Nodes;

namespace Ledger.Workflows.Activities;

/// <summary>Waits for an interval, or starts the workflow again and again after each.</summary>
[Activity("Elsa.Timer", Category = "Scheduling", Kind = "Trigger")]
public sealed class Timer : Activity, ITrigger
{
    /// <summary>The name of stimulus and bookmark.</summary>
    public const string Stimulus = "Elsa.Timer";

    /// <summary>The interval.</summary>
    [Input(Required = true)]
    public Input<TimeSpan>? Interval { get; set; }

    IEnumerable<BookmarkRequest> ITrigger.GetTriggers(TriggerContext context)
    {
        var interval = context.Get(Interval);
        return interval > TimeSpan.Zero
            ? [new BookmarkRequest(Stimulus, new JsonObject { ["Interval"] = interval.ToString("c") })]
            : throw new WorkflowException("timer.interval-invalid", "The interval of a timer must be longer than zero.");
    }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        if (context.TakeTrigger(out _))
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        var resumeAt = context.Now + context.Get(Interval);
        context.CreateBookmark(new BookmarkRequest(Stimulus, new JsonObject { ["ResumeAt"] = resumeAt })
        {
            IncludeExecutionInHash = true,
            ResumeAt = resumeAt,
        });
        return ValueTask.CompletedTask;
    }
}
