namespace Ledger.Workflows.Definitions;

/// <summary>What a definition may measure.</summary>
internal static class DefinitionLimits
{
    /// <summary>Characters of JSON; the largest process drawn by people so far has a fiftieth of it.</summary>
    public const int LengthMax = 5_000_000;

    /// <summary>Objects and arrays within each other.</summary>
    public const int DepthMax = 200;

    public const int IdLengthMax = 100;

    public const int NameLengthMax = 200;
}
