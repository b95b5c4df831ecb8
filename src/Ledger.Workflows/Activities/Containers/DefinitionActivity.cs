using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Activities;

/// <summary>A definition used as an activity of another (features.md W4). Its inputs are variables of its own scope; what is outside is not seen inside.</summary>
public sealed class DefinitionActivity : Composite
{
    /// <summary>The logical id of the definition.</summary>
    public string DefinitionId { get; internal set; } = string.Empty;

    /// <summary>The version that was compiled in.</summary>
    public string VersionId { get; internal set; } = string.Empty;

    internal int InputCount { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        var step = (StepContext)context;
        foreach (var input in step.Node.Inputs)
        {
            var index = step.Node.FindVariable(input.Name, byId: false);
            var value = input.IsConstant ? input.Constant : step.InputValues![step.Node.FindInput(input.Input)];
            step.WriteVariable(new VariablePlace(step, index, null), value);
        }

        return base.ExecuteAsync(context);
    }
}
