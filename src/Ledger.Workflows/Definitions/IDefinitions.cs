using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Foundation.Paging;

namespace Ledger.Workflows.Definitions;

/// <summary>The definitions of an installation: drafts, versions, publishing (features.md W1, elsa-semantics.md §15).</summary>
public interface IDefinitions
{
    /// <summary>A page of versions; <paramref name="versions"/> is one of Latest, Published, LatestOrPublished, LatestAndPublished, Draft, AllVersions or a number.</summary>
    Task<Page<DefinitionVersion>> ListAsync(string versions, string? search, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>A page of versions without their JSON, sorted by Name, Version, CreatedAt or UpdatedAt.</summary>
    Task<Page<DefinitionVersion>> ListAsync(DefinitionQuery query, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>True when no other definition has that name in its latest version, whatever the case.</summary>
    Task<bool> IsNameFreeAsync(string name, string? exceptDefinitionId, CancellationToken cancellationToken = default);

    /// <summary>The definitions that others may use as an activity, with the activity type each gives.</summary>
    Task<IReadOnlyList<(string DefinitionId, string TypeName)>> UsableAsync(CancellationToken cancellationToken = default);

    /// <summary>One version by definition id; see <see cref="DefinitionQuery.Versions"/> for <paramref name="versions"/>.</summary>
    Task<DefinitionVersion?> FindAsync(string definitionId, string versions = "Published", CancellationToken cancellationToken = default);

    /// <summary>One version by its version id.</summary>
    Task<DefinitionVersion?> FindVersionAsync(string versionId, CancellationToken cancellationToken = default);

    /// <summary>Saves a draft: in place when the latest version is a draft, as a new version when it is published.</summary>
    Task<DefinitionVersion> SaveDraftAsync(JsonObject definition, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Publishes the latest version; the one published before is unpublished in the same transaction.</summary>
    /// <exception cref="DefinitionRefusedException">It cannot run; all reasons with their places.</exception>
    Task<DefinitionVersion> PublishAsync(string definitionId, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Takes the published version back; running instances go on.</summary>
    Task<DefinitionVersion> RetractAsync(string definitionId, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Makes a new draft from an old version.</summary>
    Task<DefinitionVersion> RevertAsync(string definitionId, int version, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Deletes a definition with all its versions; refused while instances of it run.</summary>
    Task DeleteAsync(string definitionId, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Deletes one version; what was the version before it is the latest then.</summary>
    /// <exception cref="WorkflowException"><c>definition.version-published</c>, <c>definition.version-only</c>, <c>definition.version-in-use</c>, <c>definition.used-by</c>.</exception>
    Task DeleteVersionAsync(string versionId, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>The definitions whose latest version uses this one as an activity, by id.</summary>
    Task<IReadOnlyList<string>> ConsumersAsync(string definitionId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lets those that use this definition as an activity use its published version from now on; returns the ids of those that
    /// changed. Publishing does it by itself for a definition with the option <c>autoUpdateConsumingWorkflows</c>. A consumer that
    /// was published gets a new published version; one that cannot run with it keeps the old one and gets a draft with the problems.
    /// </summary>
    Task<IReadOnlyList<string>> UpdateConsumersAsync(string definitionId, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Imports one definition: unchanged content does nothing, changed content is a new version, published when its JSON says so or <paramref name="publish"/> does.</summary>
    Task<DefinitionImport> ImportAsync(JsonObject definition, string origin, bool? publish, Actor actor, CancellationToken cancellationToken = default);
}
