namespace Ledger.Workflows.Graph;

/// <summary>An activity of the engine that reads parts of its JSON itself (connections, cases, a variable).</summary>
internal interface IGraphPart
{
    void Build(NodeBuilder builder);
}
