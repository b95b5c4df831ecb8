using System.Text.Json.Nodes;

namespace Ledger.Workflows.Activities;

/// <summary>Waits until a time, or starts the workflow then. A time in the past does not wait.</summary>
[Activity("Elsa.StartAt", Category = "Scheduling", Kind = "Trigger")]
public sealed class StartAt : Activity, ITrigger
{
    /// <summary>The name of stimulus and bookmark.</summary>
    public const string Stimulus = "Elsa.StartAt";

    /// <summary>The time.</summary>
    [Input(Required = true)]
    public Input<DateTimeOffset>? DateTime { get; set; }

    IEnumerable<BookmarkRequest> ITrigger.GetTriggers(TriggerContext context) =>
        [new BookmarkRequest(Stimulus, new JsonObject { ["ExecuteAt"] = context.Get(DateTime) })];

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        var time = context.Get(DateTime);
        if (context.TakeTrigger(out _) || time <= context.Now)
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        context.CreateBookmark(new BookmarkRequest(Stimulus, new JsonObject { ["ExecuteAt"] = time })
        {
            IncludeExecutionInHash = true,
            ResumeAt = time,
        });
        return ValueTask.CompletedTask;
    }
}
