using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation.Paging;
using Ledger.Workflows.HumanTasks;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Workflows;

/// <summary>The tasks of people (features.md W5, W6). Who may do what with a task is decided per task by the engine.</summary>
internal static class TaskEndpoints
{
    /// <summary>The largest attachment, in bytes.</summary>
    public const int AttachmentMax = 20 * 1024 * 1024;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/tasks").WithTags("tasks");
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.Reads)
            .WithSummary("Tasks; scope Mine, Roles (default) or All; sortable by dueAt, priority, createdAt, title, businessKey.");
        group.MapGet("/counts", CountAsync).RequireAuthorization(Policies.Reads).WithSummary("How many tasks are mine, open to me, overdue.");
        group.MapGet("/{id:long}", GetAsync).RequireAuthorization(Policies.Reads).WithSummary("One task.");
        group.MapGet("/{id:long}/rights", RightsAsync).RequireAuthorization(Policies.Reads).WithSummary("What the caller may do with it now, and why not decide it.");
        group.MapGet("/{id:long}/history", HistoryAsync).RequireAuthorization(Policies.Reads).WithSummary("What was done with it, oldest first.");
        group.MapGet("/{id:long}/earlier", EarlierAsync).RequireAuthorization(Policies.Reads).WithSummary("What was decided in its process before it was asked for, latest first.");
        group.MapGet("/{id:long}/attachments", AttachmentsAsync).RequireAuthorization(Policies.Reads).WithSummary("Its files.");
        group.MapGet("/{id:long}/attachments/{attachmentId:long}", DownloadAsync).RequireAuthorization(Policies.Reads).WithSummary("The content of a file.");
        group.MapPost("/{id:long}/claim", ClaimAsync).RequireAuthorization(Policies.Works).WithSummary("Takes an open task.");
        group.MapPost("/{id:long}/release", ReleaseAsync).RequireAuthorization(Policies.Works).WithSummary("Gives a task back.");
        group.MapPost("/{id:long}/delegate", DelegateAsync).RequireAuthorization(Policies.Works).WithSummary("Hands one's task to another person and stays its owner.");
        group.MapPost("/{id:long}/assign", AssignAsync).RequireAuthorization(Policies.Owns).WithSummary("A coordinator gives a task to a person, or back to all.");
        group.MapPost("/{id:long}/comment", CommentAsync).RequireAuthorization(Policies.Works).WithSummary("Adds a comment.");
        group.MapPost("/{id:long}/attachments", AttachAsync).RequireAuthorization(Policies.Works).DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(AttachmentMax + 64 * 1024)).WithSummary("Attaches a file (multipart, field file).");
        group.MapPost("/{id:long}/complete", CompleteAsync).RequireAuthorization(Policies.Works).AddEndpointFilter<Idempotency>()
            .WithSummary("Decides a task; an open one is claimed in passing. Of two people one wins and the other is told who did.");
    }

    private static async Task<Answer<Page<HumanTaskInfo>>> ListAsync(
        [AsParameters] PageQuery page, [AsParameters] TaskFilter filter, Caller caller, [FromServices] IHumanTasks tasks, CancellationToken cancellationToken)
    {
        if (filter.Scope == TaskScope.All && !caller.Person.MayCoordinate)
        {
            throw new RequestRefusedException(403, "auth.forbidden", "Only coordinators see everybody's tasks.") { Field = "scope" };
        }

        var query = new TaskQuery
        {
            Scope = filter.Scope ?? TaskScope.Roles,
            States = filter.State is { Length: > 0 } ? filter.State : null, // a filter left out binds as an empty list
            Role = filter.Role,
            DefinitionId = filter.DefinitionId,
            InstanceId = filter.InstanceId,
            BusinessKey = filter.BusinessKey,
            DueBefore = filter.DueBefore,
            PriorityMin = filter.PriorityMin,
            Search = filter.Search,
        };
        return new(await tasks.ListAsync(
            caller.Person, query, page.Checked("DueAt", "Priority", "CreatedAt", "Title", "BusinessKey"), cancellationToken));
    }

    private static async Task<Answer<TaskCounts>> CountAsync(Caller caller, [FromServices] IHumanTasks tasks, CancellationToken cancellationToken) =>
        new(await tasks.CountAsync(caller.Person, cancellationToken));

    private static async Task<Answer<HumanTaskInfo>> GetAsync(long id, Caller caller, [FromServices] IHumanTasks tasks, CancellationToken cancellationToken) =>
        new(await tasks.FindAsync(caller.Person, id, cancellationToken)
            ?? throw new RequestRefusedException(404, "task.not-found", $"There is no task {id}.", id));

    private static async Task<Answer<RightsView>> RightsAsync(long id, Caller caller, [FromServices] IHumanTasks tasks, CancellationToken cancellationToken)
    {
        var rights = await tasks.RightsAsync(caller.Person, id, cancellationToken)
            ?? throw new RequestRefusedException(404, "task.not-found", $"There is no task {id}.", id);
        return new(new RightsView(
            rights.MayClaim, rights.MayDecide, rights.MayRelease, rights.MayAssign, rights.MayAttach, rights.Obstacle?.Code));
    }

    private static async Task<Answer<IReadOnlyList<TaskHistoryEntry>>> HistoryAsync(
        long id, Caller caller, [FromServices] IHumanTasks tasks, CancellationToken cancellationToken) =>
        new(await tasks.HistoryAsync(caller.Person, id, cancellationToken));

    private static async Task<Answer<IReadOnlyList<EarlierDecision>>> EarlierAsync(
        long id, Caller caller, [FromServices] IHumanTasks tasks, CancellationToken cancellationToken) =>
        new(await tasks.EarlierAsync(caller.Person, id, 100, cancellationToken));

    private static async Task<Answer<IReadOnlyList<TaskAttachment>>> AttachmentsAsync(
        long id, Caller caller, [FromServices] IHumanTasks tasks, CancellationToken cancellationToken) =>
        new(await tasks.AttachmentsAsync(caller.Person, id, cancellationToken));

    private static async Task<IResult> DownloadAsync(
        long id, long attachmentId, Caller caller, [FromServices] IHumanTasks tasks, CancellationToken cancellationToken)
    {
        var file = (await tasks.AttachmentsAsync(caller.Person, id, cancellationToken)).FirstOrDefault(a => a.Id == attachmentId);
        var content = file is null ? null : await tasks.ReadAttachmentAsync(caller.Person, id, attachmentId, cancellationToken);
        return content is null
            ? throw new RequestRefusedException(404, "task.attachment-not-found", $"There is no file {attachmentId}.", attachmentId)
            : TypedResults.File(content, file!.ContentType, file.FileName); // sent as an attachment: never shown inside our pages
    }

    private static async Task<Answer<HumanTaskInfo>> ClaimAsync(long id, Caller caller, [FromServices] IHumanTasks tasks, CancellationToken cancellationToken) =>
        new(await tasks.ClaimAsync(caller.Person, id, cancellationToken));

    private static async Task<Answer<HumanTaskInfo>> ReleaseAsync(long id, Caller caller, [FromServices] IHumanTasks tasks, CancellationToken cancellationToken) =>
        new(await tasks.ReleaseAsync(caller.Person, id, cancellationToken));

    private static async Task<Answer<HumanTaskInfo>> DelegateAsync(
        long id, TaskReceiver to, Caller caller, [FromServices] IHumanTasks tasks, Colleagues colleagues, CancellationToken cancellationToken)
    {
        var person = await colleagues.FindAsync(caller.Company, to.User ?? string.Empty);
        return new(await tasks.DelegateAsync(caller.Person, id, person.UserId, person.UserName, cancellationToken));
    }

    private static async Task<Answer<HumanTaskInfo>> AssignAsync(
        long id, TaskReceiver to, Caller caller, [FromServices] IHumanTasks tasks, Colleagues colleagues, CancellationToken cancellationToken)
    {
        if (to.User is null)
        {
            return new(await tasks.AssignAsync(caller.Person, id, null, null, cancellationToken));
        }

        var person = await colleagues.FindAsync(caller.Company, to.User);
        return new(await tasks.AssignAsync(caller.Person, id, person.UserId, person.UserName, cancellationToken));
    }

    private static async Task<Answer<Done>> CommentAsync(
        long id, TaskComment comment, Caller caller, [FromServices] IHumanTasks tasks, CancellationToken cancellationToken)
    {
        await tasks.CommentAsync(caller.Person, id, comment.Text, cancellationToken);
        return new(Done.Value);
    }

    private static async Task<Answer<TaskAttachment>> AttachAsync(
        long id, IFormFile file, Caller caller, [FromServices] IHumanTasks tasks, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancellationToken);
        return new(await tasks.AttachAsync(caller.Person, id, Path.GetFileName(file.FileName), file.ContentType, content.ToArray(), cancellationToken));
    }

    private static async Task<Answer<HumanTaskInfo>> CompleteAsync(
        long id, TaskCompletion completion, Caller caller, [FromServices] IHumanTasks tasks, CancellationToken cancellationToken) =>
        new(await tasks.CompleteAsync(caller.Person, id, completion.Outcome, completion.Answer, completion.Comment, cancellationToken));
}

/// <summary>The filters of the list of tasks.</summary>
internal readonly record struct TaskFilter(
    TaskScope? Scope, HumanTaskState[]? State, string? Role, string? DefinitionId, long? InstanceId, string? BusinessKey,
    DateTimeOffset? DueBefore, int? PriorityMin, string? Search);

/// <summary>What the caller may do with a task; the obstacle is the code of the refusal that deciding it would meet, or null.</summary>
internal sealed record RightsView(bool MayClaim, bool MayDecide, bool MayRelease, bool MayAssign, bool MayAttach, string? Obstacle);

/// <summary>Who gets a task, by key or user name; null for all.</summary>
internal sealed record TaskReceiver(string? User);

/// <summary>A comment.</summary>
internal sealed record TaskComment(string Text);

/// <summary>A decision.</summary>
internal sealed record TaskCompletion(string Outcome, JsonObject? Answer = null, string? Comment = null);
