namespace Ledger.Workflows.Definitions;

/// <summary>A file of the definitions folder and what came of it.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Status">What came of it.</param>
/// <param name="DefinitionId">The definition; null when the file is unreadable.</param>
/// <param name="Version">The version that holds its content, or the one it differs from.</param>
/// <param name="Problems">Why it was not imported or published, each with its place.</param>
public sealed record FolderImportEntry(
    string File, FolderImportStatus Status, string? DefinitionId, int? Version, IReadOnlyList<DefinitionProblem> Problems);
