namespace Ledger.Workflows.Graph;

/// <summary>An input or output that a definition declares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type its values are converted to.</param>
/// <param name="DisplayName">The name for people, or null.</param>
/// <param name="Description">What it is for, or null.</param>
/// <param name="IsRequired">True when a start without it is refused.</param>
/// <param name="Default">The value when none is given.</param>
public sealed record ParameterDeclaration(string Name, Type Type, string? DisplayName, string? Description, bool IsRequired, object? Default);
