using Ledger.Workflows.Activities;

namespace Ledger.Workflows.Graph;

/// <summary>An output of one node.</summary>
internal sealed record CompiledOutput(string Name, IOutput Output);
