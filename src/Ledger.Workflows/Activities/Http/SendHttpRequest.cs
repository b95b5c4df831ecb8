using System.Text.Json.Nodes;

namespace Ledger.Workflows.Activities.Http;

/// <summary>Calls a server; embedded activities follow a status, a failed connection or a time-out.</summary>
[Activity("Elsa.SendHttpRequest", Category = "Http", Kind = "Task", IsContainer = true)]
[PlainInput("ExpectedStatusCodes", typeof(object), UIHint = "http-status-codes", Order = 7)]
public sealed class SendHttpRequest : HttpRequestActivity
{
    /// <summary>What runs when no status is expected or another came.</summary>
    [Port]
    public Activity? UnmatchedStatusCode { get; set; }

    /// <summary>What runs when no connection could be made.</summary>
    [Port]
    public Activity? FailedToConnect { get; set; }

    /// <summary>What runs when no answer came in time.</summary>
    [Port]
    public Activity? Timeout { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ActivityContext child)
    {
        context.Complete();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected override bool HandlesFailure(string failure) => (failure == "timeout" ? Timeout : FailedToConnect) is not null;

    /// <inheritdoc/>
    protected override void FinishAnswered(ActivityContext context, int status) =>
        GoOn(context, ExpectedStatuses().Contains(status) ? null : UnmatchedStatusCode);

    /// <inheritdoc/>
    protected override void FinishFailed(ActivityContext context, string failure) =>
        GoOn(context, failure == "timeout" ? Timeout : FailedToConnect);

    private static void GoOn(ActivityContext context, Activity? next)
    {
        if (next is null)
        {
            context.Complete();
        }
        else
        {
            context.Schedule(next);
        }
    }

    // Elsa keeps a list of { statusCode, activity } here, which is no input; without one every status is expected.
    private IEnumerable<int> ExpectedStatuses()
    {
        if (Source["expectedStatusCodes"] is not JsonArray { Count: > 0 } cases)
        {
            return Enumerable.Range(100, 500);
        }

        return cases.OfType<JsonObject>().Select(c => (int?)c["statusCode"] ?? 0);
    }
}
