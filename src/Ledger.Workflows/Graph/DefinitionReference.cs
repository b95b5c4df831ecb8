namespace Ledger.Workflows.Graph;

/// <summary>How an activity names the definition it stands for.</summary>
/// <param name="TypeName">The activity type: the definition's name in pascal case.</param>
/// <param name="DefinitionId">The logical id, or null when the JSON does not say.</param>
/// <param name="VersionId">The pinned version id, or null.</param>
/// <param name="Version">The version number of the activity type, or null.</param>
public readonly record struct DefinitionReference(string TypeName, string? DefinitionId, string? VersionId, int? Version);
