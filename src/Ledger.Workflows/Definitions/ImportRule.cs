namespace Ledger.Workflows.Definitions;

/// <summary>Over what an import may go.</summary>
internal enum ImportRule
{
    /// <summary>Over anything: somebody asked for it.</summary>
    Always,

    /// <summary>Only over a version that came from a file: what a process owner edited since stays.</summary>
    OnlyOverFiles,
}
