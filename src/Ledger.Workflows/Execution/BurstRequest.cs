using Ledger.Foundation;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Execution;

/// <summary>All that one burst works on.</summary>
public sealed class BurstRequest
{
    /// <summary>The compiled version the instance runs.</summary>
    public required WorkflowGraph Graph { get; init; }

    /// <summary>The instance; changed by the burst. After an exception it is worth nothing: read it again.</summary>
    public required InstanceState State { get; init; }

    /// <summary>Why it runs.</summary>
    public required BurstStimulus Stimulus { get; init; }

    /// <summary>On whose behalf.</summary>
    public required Actor Actor { get; init; }

    /// <summary>The time of the burst.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The unit of work the steps write in; null when no step uses one (rehearsals, tests of pure flow).</summary>
    public LedgerTransaction? Transaction { get; init; }

    /// <summary>Opens the scope of services of this burst; called at most once, and only when a step asks for a service. The caller disposes it.</summary>
    public Func<IServiceProvider>? Services { get; init; }

    /// <summary>True to turn every exception of a step into an incident; false to let those that a new try may cure out of <see cref="BurstRunner.RunAsync"/>.</summary>
    public bool RecordFaults { get; init; }

    /// <summary>Cancelled when the host stops.</summary>
    public CancellationToken CancellationToken { get; init; }
}
