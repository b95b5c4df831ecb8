namespace Ledger.Workflows.Definitions;

/// <summary>Somebody who has a definition open.</summary>
/// <param name="Session">The session.</param>
/// <param name="UserName">The person.</param>
/// <param name="OpenedAt">When the session first opened the definition.</param>
/// <param name="SeenAt">When it was last heard of.</param>
/// <param name="SavedAt">When it last changed the definition, or null.</param>
/// <param name="IsCurrent">False when the definition was changed since by somebody else: the session's next save is refused.</param>
public sealed record DefinitionEditor(
    string Session, string UserName, DateTimeOffset OpenedAt, DateTimeOffset SeenAt, DateTimeOffset? SavedAt, bool IsCurrent);
