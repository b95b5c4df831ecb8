using Ledger.Workflows.Activities;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Validation.Rules;

/// <summary>Which variables some steps may change, and whether a condition can come out differently after they ran.</summary>
internal sealed class Changes
{
    // What these give may differ at each call although no variable changed.
    private static readonly HashSet<string> Restless = new(StringComparer.Ordinal)
    {
        "getNow", "Date", "Math", "newGuid", "newGuidString", "newShortGuid", "getLastResult", "getOutputFrom", "getCorrelationId", "getWorkflowInstanceName",
    };

    private readonly CheckedDefinition _definition;
    private readonly HashSet<string> _written = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _isOpen;

    public Changes(CheckedDefinition definition, IEnumerable<GraphNode> steps)
    {
        _definition = definition;
        var all = new HashSet<GraphNode>();
        foreach (var step in steps)
        {
            Collect(step, all);
        }

        foreach (var name in all.SelectMany(n => n.Outputs).Select(o => o.Output.ReferenceId).OfType<string>())
        {
            Write(name);
        }

        foreach (var use in definition.VariableUses.Where(u => u.IsWrite && all.Contains(u.Node)))
        {
            Write(use.Id);
            Write(use.Name);
        }

        foreach (var script in definition.Scripts.Where(s => all.Contains(s.Node)))
        {
            var survey = definition.SurveyOf(script.Script);
            _isOpen |= survey.IsDynamic;
            foreach (var name in survey.Writes)
            {
                Write(name);
            }
        }

        // What a workflow used as an activity does inside is its own business, but its outputs are bound above.
        _isOpen |= all.Any(n => n.Activity is ILoop);
    }

    /// <summary>True when the value may differ from one turn to the next.</summary>
    public bool May(CompiledExpression expression)
    {
        if (CheckedDefinition.TryConstant(expression, out _) || expression is InputExpression)
        {
            return false;
        }

        if (_isOpen)
        {
            return true;
        }

        return expression switch
        {
            VariableExpression variable => variable.Names.Any(Wrote),
            ScriptExpression script => MayScript(_definition.SurveyOf(script.Script)),
            _ => true,
        };
    }

    private bool MayScript(ScriptSurvey survey) =>
        survey.IsDynamic || survey.Writes.Count > 0
        || survey.Variables.Any(v => Wrote(v.Name))
        || survey.Free.Any(f => Restless.Contains(f.Name) || f.Name.Contains("From", StringComparison.Ordinal)
            || (f.Name.StartsWith("get", StringComparison.Ordinal) && Wrote(f.Name[3..])));

    private bool Wrote(string name) => _written.Contains(name);

    private void Write(string? idOrName)
    {
        if (idOrName is null)
        {
            return;
        }

        _written.Add(idOrName);
        foreach (var declared in _definition.Nodes.SelectMany(n => n.Variables).Where(v => v.Id == idOrName || v.Name == idOrName))
        {
            _written.Add(declared.Name);
            _written.Add(declared.Id);
        }
    }

    private void Collect(GraphNode node, HashSet<GraphNode> all)
    {
        all.Add(node);
        foreach (var child in _definition.Children[node.Index])
        {
            Collect(child, all);
        }
    }
}
