using System.Text.Json.Nodes;
using Ledger.Workflows.Activities;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Workflows.Tests.Runtime;

/// <summary>Writes a row in the burst's transaction, then fails if the probe says so: the row must go with it.</summary>
[Activity("Test.Effect")]
internal sealed class EffectActivity : CodeActivity
{
    [Input]
    public Input<string>? Effect { get; set; }

    protected override async ValueTask RunAsync(ActivityContext context)
    {
        var name = context.Get(Effect)!;
        await context.Transaction.ExecuteAsync(
            "insert into effects (instance_id, name) values ($1, $2)", context.Workflow.InstanceId, name);
        context.Service<Probe>().Called(name);
    }
}

/// <summary>Works through items in chunks; each item is a row.</summary>
[Activity("Test.Long")]
internal sealed class LongActivity : Activity, ILongActivity
{
    public async ValueTask<LongStep> RunChunkAsync(ActivityContext context, JsonNode? cursor)
    {
        var probe = context.Service<Probe>();
        var done = cursor?.GetValue<int>() ?? 0;
        var (total, chunk) = probe.Long;
        var end = Math.Min(total, done + chunk);
        for (var i = done; i < end; i++)
        {
            await context.Transaction.ExecuteAsync("insert into effects (instance_id, name) values ($1, $2)", context.Workflow.InstanceId, $"item{i}");
        }

        probe.Called("chunk");
        return end == total ? LongStep.Finish(total) : LongStep.Continue(JsonValue.Create(end), end, total);
    }

    protected internal override ValueTask ExecuteAsync(ActivityContext context) => ValueTask.CompletedTask;
}

/// <summary>Asks something outside; the answer becomes an effect.</summary>
[Activity("Test.External")]
internal sealed class ExternalActivity : Activity, IExternalActivity
{
    public ValueTask<JsonNode> PrepareAsync(ActivityContext context) => new(new JsonObject { ["ask"] = context.ExecutionId });

    public async Task<JsonNode?> CallAsync(JsonNode request, string idempotencyKey, IServiceProvider services, CancellationToken cancellationToken)
    {
        var probe = services.GetRequiredService<Probe>();
        probe.ExternalCalls.Enqueue(idempotencyKey);
        await probe.External(cancellationToken);
        probe.Called("call");
        return new JsonObject { ["answered"] = request["ask"]!.GetValue<string>() };
    }

    public async ValueTask FinishAsync(ActivityContext context, JsonNode? answer)
    {
        await context.Transaction.ExecuteAsync(
            "insert into effects (instance_id, name) values ($1, $2)", context.Workflow.InstanceId, "answer:" + answer?["answered"]);
        context.Service<Probe>().Called("finish");
        context.Complete();
    }

    protected internal override ValueTask ExecuteAsync(ActivityContext context) => ValueTask.CompletedTask;
}

/// <summary>Waits at a bookmark and notes when it is cancelled.</summary>
[Activity("Test.Hold")]
internal sealed class HoldActivity : Activity
{
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.CreateBookmark(new BookmarkRequest("Test.Hold") { IncludeExecutionInHash = true });
        return ValueTask.CompletedTask;
    }

    protected internal override ValueTask OnCancelledAsync(ActivityContext context)
    {
        context.Service<Probe>().Cancelled.Enqueue(context.Activity.Id);
        return ValueTask.CompletedTask;
    }
}

/// <summary>Neither completes nor waits: what a faulty activity does.</summary>
[Activity("Test.Nothing")]
internal sealed class NothingActivity : Activity
{
    protected internal override ValueTask ExecuteAsync(ActivityContext context) => ValueTask.CompletedTask;
}

/// <summary>Waits until some seconds have passed.</summary>
[Activity("Test.Later")]
internal sealed class LaterActivity : Activity
{
    [Input]
    public Input<int>? Seconds { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        var at = context.Now.AddSeconds(context.Get(Seconds));
        context.CreateBookmark(new BookmarkRequest("Elsa.Delay", new JsonObject { ["ResumeAt"] = at.ToString("O") })
        {
            ResumeAt = at,
            IncludeExecutionInHash = true,
        });
        return ValueTask.CompletedTask;
    }
}

/// <summary>Notes on whose behalf it runs.</summary>
[Activity("Test.WhoAmI")]
internal sealed class WhoAmIActivity : CodeActivity
{
    protected override async ValueTask RunAsync(ActivityContext context) => await context.Transaction.ExecuteAsync(
        "insert into effects (instance_id, name) values ($1, $2)", context.Workflow.InstanceId, $"{context.Actor.UserId} {context.Actor.Name}");
}
