using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Workflows.Definitions;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Designer.Definitions;

/// <summary>Who edits a definition now, for the panel beside the editor.</summary>
internal static class EditingEndpoint
{
    // The panel asks every few seconds; who was not heard of for this long has closed the page.
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);

    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/definitions/{definitionId}/editing", GetAsync).WithTags("definitions")
        .RequireAuthorization(Policies.Reads).WithSummary("The last change of a definition and who has it open in the designer.");

    private static async Task<Answer<EditingView>> GetAsync(
        string definitionId, Caller caller, [FromServices] IDefinitionEditing editing, TimeProvider clock, CancellationToken cancellationToken)
    {
        var self = EditorSessions.Of(caller);
        if (DesignerRights.MayEdit(caller))
        {
            await editing.NoteAliveAsync(definitionId, self, cancellationToken);
        }

        var revision = await editing.RevisionAsync(definitionId, cancellationToken);
        var editors = await editing.EditorsAsync(definitionId, clock.GetUtcNow() - Recent, cancellationToken);
        return new(new EditingView(
            revision.Number, revision.Change, revision.ChangedBy, revision.ChangedAt, revision.Session == self.Id,
            [.. editors.Select(e => new EditorView(e.UserName, e.OpenedAt, e.SeenAt, e.SavedAt, e.IsCurrent, e.Session == self.Id))]));
    }
}

/// <summary>Who edits a definition now.</summary>
/// <param name="Revision">How often it was changed.</param>
/// <param name="Change">The last change: saved, published, retracted, reverted, imported, deleted, updated; or null.</param>
/// <param name="ChangedBy">Who made it.</param>
/// <param name="ChangedAt">When.</param>
/// <param name="ChangedByYou">True when this window made it.</param>
/// <param name="Editors">Who has it open, the latest heard of first.</param>
internal sealed record EditingView(
    long Revision, string? Change, string? ChangedBy, DateTimeOffset? ChangedAt, bool ChangedByYou, IReadOnlyList<EditorView> Editors);

/// <summary>Somebody who has a definition open.</summary>
/// <param name="UserName">The person.</param>
/// <param name="OpenedAt">Since when.</param>
/// <param name="SeenAt">When last heard of.</param>
/// <param name="SavedAt">When the window last saved, or null.</param>
/// <param name="IsCurrent">False when somebody else changed the definition since: the window's next save is refused.</param>
/// <param name="IsYou">True for this window.</param>
internal sealed record EditorView(
    string UserName, DateTimeOffset OpenedAt, DateTimeOffset SeenAt, DateTimeOffset? SavedAt, bool IsCurrent, bool IsYou);
