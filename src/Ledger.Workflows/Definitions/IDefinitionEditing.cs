using System.Text.Json.Nodes;
using Ledger.Foundation;

namespace Ledger.Workflows.Definitions;

/// <summary>
/// Editing by several people at once (features.md W2). Each definition counts its changes, whoever makes them and by what
/// way; each editor session remembers the count it saw last. A session that saves or publishes without having seen the last
/// change is refused, with who made it and when; nothing is overwritten silently. Kept in the database, so it holds
/// across nodes and restarts.
/// </summary>
public interface IDefinitionEditing
{
    /// <summary>The latest version, as <paramref name="editor"/> sees it from now on; null when there is none.</summary>
    Task<DefinitionVersion?> OpenAsync(string definitionId, EditorSession editor, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="IDefinitions.SaveDraftAsync"/>, unless somebody else has changed the definition since the session saw it.</summary>
    /// <exception cref="WorkflowException"><c>definition.changed-by-another</c>, <c>definition.changed-in-another-window</c>, <c>definition.deleted-by-another</c>, <c>definition.not-opened</c>; of two saves at the same instant exactly one gets it.</exception>
    Task<DefinitionVersion> SaveDraftAsync(JsonObject definition, Actor actor, EditorSession editor, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="IDefinitions.PublishAsync"/>, unless somebody else has changed the definition since the session saw it. A session that never opened it publishes what is there.</summary>
    /// <exception cref="WorkflowException">As <see cref="SaveDraftAsync"/>.</exception>
    Task<DefinitionVersion> PublishAsync(string definitionId, Actor actor, EditorSession editor, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="IDefinitions.RetractAsync"/>; the session has seen the result.</summary>
    Task<DefinitionVersion> RetractAsync(string definitionId, Actor actor, EditorSession editor, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="IDefinitions.RevertAsync"/>; the session has seen the result.</summary>
    Task<DefinitionVersion> RevertAsync(string definitionId, int version, Actor actor, EditorSession editor, CancellationToken cancellationToken = default);

    /// <summary>The last change of a definition.</summary>
    Task<DefinitionRevision> RevisionAsync(string definitionId, CancellationToken cancellationToken = default);

    /// <summary>The sessions heard of since <paramref name="since"/> that have the definition open, latest first.</summary>
    Task<IReadOnlyList<DefinitionEditor>> EditorsAsync(string definitionId, DateTimeOffset since, CancellationToken cancellationToken = default);

    /// <summary>Notes that a session still has the definition open; what it has seen stays as it is.</summary>
    Task NoteAliveAsync(string definitionId, EditorSession editor, CancellationToken cancellationToken = default);

    /// <summary>Forgets sessions not heard of since <paramref name="before"/>, a thousand at most; returns how many.</summary>
    Task<int> ForgetEditorsAsync(DateTimeOffset before, CancellationToken cancellationToken = default);
}
