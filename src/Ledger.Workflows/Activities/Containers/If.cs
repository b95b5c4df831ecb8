using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Activities;

/// <summary>Runs one of two activities.</summary>
[Activity("Elsa.If", Category = "Branching", IsContainer = true)]
public sealed class If : Activity
{
    /// <summary>The condition.</summary>
    [Input(UIHint = "checkbox")]
    public Input<bool>? Condition { get; set; }

    /// <summary>Runs when the condition holds.</summary>
    [Port]
    public Activity? Then { get; set; }

    /// <summary>Runs when it does not.</summary>
    [Port]
    public Activity? Else { get; set; }

    /// <summary>The value of the condition.</summary>
    [Output]
    public Output<bool>? Result { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        var holds = context.Get(Condition);
        context.Set(Result, holds);
        if ((holds ? Then : Else) is { } branch)
        {
            context.Schedule(branch);
        }
        else
        {
            context.Complete();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ActivityContext child)
    {
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
