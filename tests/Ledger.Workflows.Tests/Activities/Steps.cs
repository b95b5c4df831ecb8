using System.Text.Json.Nodes;
using Ledger.Workflows.Activities;

namespace Ledger.Workflows.Tests.Activities;

/// <summary>Fails as often as told, after it has changed what it can change.</summary>
[Activity("CoreTest.Flaky")]
public sealed class Flaky : CodeActivity
{
    private static readonly AsyncLocal<Plan?> Plans = new();

    /// <summary>Of the runs of this test, the next ones that fail.</summary>
    public static void Fail(int times, Exception? reason = null) => Plans.Value = new Plan { Left = times, Reason = reason };

    private sealed class Plan
    {
        public int Left { get; set; }

        public Exception? Reason { get; init; }
    }

    protected override ValueTask RunAsync(ActivityContext context)
    {
        if (context.GetVariable("n") is { } n)
        {
            context.SetVariable("n", (n as long? ?? (int)n) + 1);
        }

        context.Properties["touched"] = true;
        context.CreateBookmark(new BookmarkRequest("Test.Never"));
        context.Workflow.CorrelationId = "changed";
        context.Journal("Tried");
        if (Plans.Value is { } plan && plan.Left-- > 0)
        {
            throw plan.Reason ?? new WorkflowException("test.flaky", "not yet");
        }

        context.Complete();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Works through three chunks.</summary>
[Activity("CoreTest.Long")]
public sealed class Long : Activity, ILongActivity
{
    protected internal override ValueTask ExecuteAsync(ActivityContext context) => throw new InvalidOperationException("Long steps run by chunks.");

    public ValueTask<LongStep> RunChunkAsync(ActivityContext context, JsonNode? cursor)
    {
        var done = (cursor?.GetValue<int>() ?? 0) + 10;
        return ValueTask.FromResult(done >= 30 ? LongStep.Finish(30, "Done") : LongStep.Continue(done, done, 30));
    }
}

/// <summary>Asks for a call.</summary>
[Activity("CoreTest.Call")]
public sealed class Call : Activity, IExternalActivity
{
    [Output]
    public Output<string>? Answer { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityContext context) => throw new InvalidOperationException("External steps are prepared.");

    public ValueTask<JsonNode> PrepareAsync(ActivityContext context) => ValueTask.FromResult<JsonNode>(new JsonObject { ["key"] = context.ExecutionId });

    public Task<JsonNode?> CallAsync(JsonNode request, string idempotencyKey, IServiceProvider services, CancellationToken cancellationToken) =>
        Task.FromResult<JsonNode?>(null);

    public ValueTask FinishAsync(ActivityContext context, JsonNode? answer)
    {
        context.Set(Answer, answer!.GetValue<string>());
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
