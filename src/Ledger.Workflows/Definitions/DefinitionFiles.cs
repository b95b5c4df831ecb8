namespace Ledger.Workflows.Definitions;

/// <summary>Which files of a folder are definitions: every <c>.json</c> but the scenarios that stand beside them.</summary>
public static class DefinitionFiles
{
    /// <summary>What the name of a file with scenarios ends with: <c>x.scenarios.json</c> beside <c>x.json</c>.</summary>
    public const string ScenarioEnding = ".scenarios.json";

    /// <summary>True for the name of a definition's file.</summary>
    public static bool IsDefinition(string file) =>
        file.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !file.EndsWith(ScenarioEnding, StringComparison.OrdinalIgnoreCase);

    /// <summary>The definitions of a folder, by name.</summary>
    public static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(folder, "*.json").Where(IsDefinition).Order(StringComparer.Ordinal);

    /// <summary>Where the scenarios of a definition's file stand.</summary>
    public static string ScenariosOf(string file) => Path.ChangeExtension(file, null) + ScenarioEnding;
}
