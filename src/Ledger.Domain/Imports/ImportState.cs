namespace Ledger.Domain.Imports;

/// <summary>How far an import is.</summary>
public enum ImportState
{
    /// <summary>It runs, or was interrupted and goes on.</summary>
    Running,

    /// <summary>All lines were dealt with.</summary>
    Completed,

    /// <summary>A person stopped it; what was written stays.</summary>
    Cancelled,

    /// <summary>It stopped on a fault and may be run again.</summary>
    Failed,
}
