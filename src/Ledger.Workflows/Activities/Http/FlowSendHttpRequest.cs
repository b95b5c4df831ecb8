using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Activities.Http;

/// <summary>Calls a server and goes on by the status of its answer; each expected status is a port.</summary>
/// <remarks>
/// Ports: Done, each expected status (<c>200</c>), <c>Unmatched status code</c> when statuses are expected and another
/// came, <c>Failed to connect</c>, <c>Timeout</c>. Without a connection from the last two a failed call becomes an incident.
/// </remarks>
[Activity("Elsa.FlowSendHttpRequest", Category = "Http", Kind = "Task")]
public sealed class FlowSendHttpRequest : HttpRequestActivity, IOutcomeSource, IOutcomeUse
{
    private const string Unmatched = "Unmatched status code";

    /// <summary>The statuses that have a port.</summary>
    [Input(UIHint = "multitext", Default = new[] { 200 }, Order = 7)]
    public Input<int[]>? ExpectedStatusCodes { get; set; }

    IReadOnlyList<string>? IOutcomeSource.PossibleOutcomes
    {
        get
        {
            string[] always = ["Done", Unmatched, Port("connect"), Port("timeout")];
            return ExpectedStatusCodes is null ? always
                : ExpectedStatusCodes.Expression.Type is "Object" or "Literal"
                    && ValueConverter.TryConvert(ExpectedStatusCodes.Expression.Value, typeof(int[]), out var codes)
                    ? [.. always, .. ((int[]?)codes ?? []).Select(Text)] : null;
        }
    }

    // Without a connection a failed call is an incident, and without expected statuses there is only Done.
    OutcomeUse IOutcomeUse.UseOf(string outcome) =>
        outcome == "Done" || outcome == Port("connect") || outcome == Port("timeout") || (outcome == Unmatched && ExpectedStatusCodes is null)
            ? OutcomeUse.Optional
            : OutcomeUse.Expected;

    /// <inheritdoc/>
    protected override bool HandlesFailure(string failure) =>
        Container?.Source["connections"] is JsonArray connections
        && connections.Any(c => c?["source"] is JsonObject source
            && (string?)source["activity"] == Id && string.Equals((string?)source["port"], Port(failure), StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    protected override void FinishAnswered(ActivityContext context, int status)
    {
        var expected = context.Get(ExpectedStatusCodes) ?? [];
        if (expected.Length == 0)
        {
            context.Complete();
            return;
        }

        context.Complete(expected.Contains(status) ? Text(status) : Unmatched, "Done");
    }

    /// <inheritdoc/>
    protected override void FinishFailed(ActivityContext context, string failure) => context.Complete(Port(failure));

    private static string Port(string failure) => failure == "timeout" ? "Timeout" : "Failed to connect";

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
