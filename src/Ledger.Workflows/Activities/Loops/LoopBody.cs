using Ledger.Workflows.Execution;
using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Activities;

/// <summary>What the loops have in common.</summary>
internal static class LoopBody
{
    public static readonly string[] ValueOnly = ["CurrentValue"];
    public static readonly string[] ValueAndIndex = ["CurrentValue", "CurrentIndex"];

    private const string Position = "i";

    /// <summary>Where a loop is; stored with the instance.</summary>
    public static long PositionOf(ActivityContext context) =>
        ((StepContext)context).StoredProperties is { } properties && properties[Position] is { } value ? value.GetValue<long>() : 0;

    public static void MoveTo(ActivityContext context, long position) => context.Properties[Position] = position;

    public static void Schedule(ActivityContext context, Activity body, object? value, long? index, Output<object>? output)
    {
        var step = (StepContext)context;
        var stored = ValueConverter.Storable(value);
        if (output?.ReferenceId is not null)
        {
            context.Set(output, stored!);
        }

        var variables = new List<DynamicVariable>(2) { new("CurrentValue", stored) };
        if (index is { } number)
        {
            variables.Add(new DynamicVariable("CurrentIndex", number));
        }

        step.ScheduleNode(step.Burst.NodeOf(body), variables: variables);
    }
}
