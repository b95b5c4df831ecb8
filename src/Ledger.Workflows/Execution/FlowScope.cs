namespace Ledger.Workflows.Execution;

/// <summary>How far one execution of a flowchart is: visits in counter mode, tokens in token mode.</summary>
internal sealed class FlowScope(int activities, int connections)
{
    /// <summary>Which start the flowchart was entered by; its forward and backward connections follow from it.</summary>
    public int Start { get; set; }

    public int[] Visits { get; init; } = new int[activities];

    public int[] ConnectionVisits { get; init; } = new int[connections];

    /// <summary>Whether the last visit of the connection followed it.</summary>
    public bool[] Followed { get; init; } = new bool[connections];

    public List<FlowToken> Tokens { get; init; } = [];

    public FlowScope Copy() => new(0, 0)
    {
        Start = Start,
        Visits = [.. Visits],
        ConnectionVisits = [.. ConnectionVisits],
        Followed = [.. Followed],
        Tokens = [.. Tokens],
    };
}
