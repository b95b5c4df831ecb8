using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Activities;

/// <summary>Ends the loop it stands in; the containers between end with it.</summary>
[Activity("Elsa.Break", Category = "Looping", IsTerminal = true)]
public sealed class Break : CodeActivity
{
    /// <inheritdoc/>
    protected override ValueTask RunAsync(ActivityContext context)
    {
        for (var around = ((StepContext)context).ParentStep; around is not null; around = around.ParentStep)
        {
            around.IsBreaking = true;
            if (around.Node.Activity is ILoop || around.Node.IsComposite)
            {
                break;
            }
        }

        return ValueTask.CompletedTask;
    }
}
