using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Workflows.Activities;

namespace Ledger.Benchmarks;

/// <summary>Waits for an event that only its own instance is meant by.</summary>
[Activity("Bench.Wait")]
internal sealed class WaitActivity : Activity
{
    public static JsonObject Payload(long instanceId) =>
        new() { ["EventName"] = instanceId.ToString(CultureInfo.InvariantCulture) };

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.CreateBookmark(new BookmarkRequest("Elsa.Event", Payload(context.Workflow.InstanceId)));
        return ValueTask.CompletedTask;
    }
}
