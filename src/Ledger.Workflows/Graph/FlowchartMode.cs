namespace Ledger.Workflows.Graph;

/// <summary>How a flowchart decides that an activity is due (elsa-semantics.md §4).</summary>
public enum FlowchartMode
{
    /// <summary>By counting visits of activities and connections; every activity is an implicit join. Elsa's <c>CounterBased</c>.</summary>
    Counter,

    /// <summary>By tokens on the connections and the merge mode of the target. Elsa's <c>TokenBased</c>.</summary>
    Token,
}
