using System.Text.Json.Nodes;

namespace Ledger.Workflows.Activities;

/// <summary>Waits for an event by its name, or starts the workflow when it comes.</summary>
[Activity("Elsa.Event", Category = "Events", Kind = "Trigger")]
public sealed class Event : Activity, ITrigger
{
    /// <summary>The name of stimulus and bookmark.</summary>
    public const string Stimulus = "Elsa.Event";

    /// <summary>The name of the event.</summary>
    [Input(Required = true)]
    public Input<string>? EventName { get; set; }

    /// <summary>What the event brought.</summary>
    [Output]
    public Output<object>? Result { get; set; }

    IEnumerable<BookmarkRequest> ITrigger.GetTriggers(TriggerContext context) => [Request(context.Get(EventName))];

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        if (context.TakeTrigger(out var input))
        {
            End(context, input);
        }
        else
        {
            context.CreateBookmark(Request(context.Get(EventName)));
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected internal override ValueTask ResumeAsync(ActivityContext context, Resumption resumption)
    {
        End(context, resumption.Input);
        return ValueTask.CompletedTask;
    }

    /// <summary>What tells an event from others; part of the hash, so whoever publishes one takes it from here.</summary>
    public static JsonObject PayloadOf(string? eventName) => new() { ["EventName"] = eventName };

    private static BookmarkRequest Request(string? name) => new(Stimulus, PayloadOf(name));

    private void End(ActivityContext context, JsonNode? input)
    {
        if (input is not null)
        {
            context.Set(Result, input);
        }

        context.Complete();
    }
}
