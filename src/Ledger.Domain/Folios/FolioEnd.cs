namespace Ledger.Domain.Folios;

/// <summary>The two ends of the circuit. A company without branches is both (F6).</summary>
public enum FolioEnd
{
    /// <summary>Who needs folios.</summary>
    Branch,

    /// <summary>Who assigns them.</summary>
    HeadOffice,
}
