namespace Ledger.Workflows.Instances;

/// <summary>Whom a stimulus reached.</summary>
/// <param name="Started">Instances it started.</param>
/// <param name="Resumed">Bookmarks it resumed.</param>
/// <param name="Kept">True when it reached nobody and is kept for a bookmark that is yet to come.</param>
public sealed record StimulusResult(int Started, int Resumed, bool Kept);
