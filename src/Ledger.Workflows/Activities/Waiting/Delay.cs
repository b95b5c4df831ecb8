using System.Text.Json.Nodes;

namespace Ledger.Workflows.Activities;

/// <summary>Waits for a span of time.</summary>
[Activity("Elsa.Delay", Category = "Scheduling", Kind = "Action")]
public sealed class Delay : Activity
{
    /// <summary>The name of its bookmark.</summary>
    public const string Stimulus = "Elsa.Delay";

    /// <summary>How long.</summary>
    [Input]
    public Input<TimeSpan>? TimeSpan { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        var resumeAt = context.Now + context.Get(TimeSpan);
        context.CreateBookmark(new BookmarkRequest(Stimulus, new JsonObject { ["ResumeAt"] = resumeAt })
        {
            IncludeExecutionInHash = true,
            ResumeAt = resumeAt,
        });
        return ValueTask.CompletedTask;
    }
}
