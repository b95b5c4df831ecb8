using Ledger.Workflows.Expressions;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Stimuli;

namespace Ledger.Workflows.Activities.Composition;

/// <summary>Tells all who wait for an event; part of the step's transaction, so it is heard if and only if the step is committed.</summary>
[Activity("Elsa.PublishEvent", Category = "Events")]
public sealed class PublishEvent : CodeActivity
{
    /// <summary>The name of the event.</summary>
    [Input(Order = 0, Required = true)]
    public Input<string>? EventName { get; set; }

    /// <summary>Only instances with this business key hear of it; empty for all.</summary>
    [Input(Order = 1)]
    public Input<string>? CorrelationId { get; set; }

    /// <summary>True when only this instance hears of it.</summary>
    [Input(Order = 2, UIHint = "checkbox")]
    public Input<bool>? IsLocalEvent { get; set; }

    /// <summary>What the event brings.</summary>
    [Input(Order = 3, UIHint = "json-editor")]
    public Input<object>? Payload { get; set; }

    /// <inheritdoc/>
    protected override async ValueTask RunAsync(ActivityContext context)
    {
        var correlation = context.Get(CorrelationId);
        await context.Service<StimulusSender>().SendAsync(
            context.Transaction,
            new Stimulus(Event.Stimulus, Event.PayloadOf(context.Get(EventName)), context.Actor)
            {
                Input = ValueConverter.ToJson(context.Get(Payload)),
                CorrelationId = string.IsNullOrEmpty(correlation) ? null : correlation,
                InstanceId = context.Get(IsLocalEvent) ? context.Workflow.InstanceId : null,
            },
            isInline: false);
    }
}
