using Ledger.Workflows.Graph;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Execution;

internal sealed partial class Burst
{
    /// <summary>Notes the undo branch of a compensable step that completed.</summary>
    public void RegisterCompensation(StepContext context) =>
        State.Compensations.Add(new Compensation(context.Node, context.Number, Visible(context)));

    private bool CompensatesOnFault(GraphNode node)
    {
        for (var around = node; around is not null; around = around.Parent)
        {
            if (around.CompensatesOnFault)
            {
                return true;
            }
        }

        return Graph.CompensatesOnFault;
    }

    private async ValueTask<bool> CompensateOnDemandAsync()
    {
        if (State.Root is null || State.IsCompensating || State.Compensations.Count == 0)
        {
            return false;
        }

        await StartCompensationAsync(WorkflowSubStatus.Cancelled);
        return true;
    }

    /// <summary>Stops what is under way and queues the undo branch of what completed last.</summary>
    private async ValueTask StartCompensationAsync(WorkflowSubStatus end)
    {
        var root = State.Root!;
        root.Burst = this;
        await CancelChildrenAsync(root);
        State.Queue.Clear();
        State.Faults.Clear();
        _completions.Clear();
        _isStopped = false;
        root.Status = StepStatus.Running;
        root.CompletionRequested = false;
        State.SubStatus = WorkflowSubStatus.Executing;
        State.EndsAfterCompensation = end;
        NextCompensation();
    }

    private void NextCompensation()
    {
        var root = State.Root!;
        if (State.Compensations.Count == 0)
        {
            root.Status = StepStatus.Canceled;
            root.Burst = this;
            AddJournal(root, "Compensated");
            EndRun(State.EndsAfterCompensation!.Value);
            return;
        }

        var last = State.Compensations[^1];
        State.Compensations.RemoveAt(State.Compensations.Count - 1);
        State.Queue.Enqueue(new WorkItem(WorkKind.Compensate, last.Node) { Owner = root, Variables = last.Variables });
    }

    /// <summary>What the step saw between itself and the root, copied: those scopes may be gone when it is undone.</summary>
    private static List<DynamicVariable>? Visible(StepContext context)
    {
        List<DynamicVariable>? result = null;
        for (var scope = context; scope.ParentStep is not null; scope = scope.ParentStep)
        {
            foreach (var dynamic in scope.Dynamic ?? [])
            {
                Add(dynamic.Name, dynamic.Value);
            }

            for (var i = 0; i < scope.Node.Variables.Length; i++)
            {
                Add(scope.Node.Variables[i].Name, new VariablePlace(scope, i, null).Value);
            }

            if (scope.Node.IsComposite)
            {
                break;
            }
        }

        return result;

        void Add(string name, object? value)
        {
            if (result is null || !result.Exists(v => v.Name == name))
            {
                (result ??= []).Add(new DynamicVariable(name, Expressions.ValueConverter.Storable(value)));
            }
        }
    }
}
