using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.HumanTasks;

namespace Ledger.Workflows.Activities.HumanTasks;

/// <summary>Asks people to decide something and waits for it (features.md W5, W6). Each answer is a port.</summary>
/// <remarks>
/// The task is a row written with the step; deciding it resumes the step in one transaction. Cancelling the step or its
/// instance cancels the task. A title without text, or a task offered to nobody, is an incident of the step.
/// </remarks>
[Activity(TypeName, Icon = "person", Category = "HumanTasks", Kind = "Trigger")]
public sealed class HumanTask : Activity, IOutcomeSource, IOutcomeUse
{
    /// <summary>The type name, and the name of its bookmarks.</summary>
    public const string TypeName = "Ledger.HumanTask";

    private const int PriorityDefault = 50;
    private const int PriorityMax = 100;

    /// <summary>What is to be done, in a line.</summary>
    [Input(Required = true, Order = 1)]
    public Input<string>? Title { get; set; }

    /// <summary>How it is to be done.</summary>
    [Input(UIHint = "multiline", Order = 6)]
    public Input<string>? Instructions { get; set; }

    /// <summary>The key of the form or data view that shows what the task is about.</summary>
    [Input(UIHint = "dropdown", OptionsFrom = "task-forms", Order = 7)]
    public Input<string>? Form { get; set; }

    /// <summary>What the form shows.</summary>
    [Input(UIHint = "json-editor", Order = 19)]
    public Input<JsonObject>? Data { get; set; }

    /// <summary>The answers, each a port; Done when there are none.</summary>
    [Input(UIHint = "dynamic-outcomes", Order = 2)]
    public Input<string[]>? Outcomes { get; set; }

    /// <summary>Roles whose holders may take it.</summary>
    [Input(UIHint = "checklist", OptionsFrom = "roles", Group = "People", Order = 3)]
    public Input<string[]>? CandidateRoles { get; set; }

    /// <summary>People who may take it, by key or user name.</summary>
    [Input(UIHint = "checklist", OptionsFrom = "users", Group = "People", Order = 4)]
    public Input<string[]>? CandidateUsers { get; set; }

    /// <summary>Who has it from the start, by key or user name.</summary>
    [Input(UIHint = "dropdown", OptionsFrom = "users", Group = "People", Order = 5)]
    public Input<string>? Assignee { get; set; }

    /// <summary>People who may not decide it, by key or user name.</summary>
    [Input(UIHint = "checklist", OptionsFrom = "users", Group = "People", Order = 15)]
    public Input<string[]>? ExcludedUsers { get; set; }

    /// <summary>True when who started the process may not decide it (W6).</summary>
    [Input(UIHint = "checkbox", Group = "People", Order = 14)]
    public Input<bool>? ExcludeStarter { get; set; }

    /// <summary>The ids of other tasks of this process: who decided one of those may not decide this one (W6).</summary>
    [Input(UIHint = "multitext", Group = "People", Order = 16)]
    public Input<string[]>? NotSameAs { get; set; }

    /// <summary>0 to 100; larger is more urgent.</summary>
    [Input(Default = PriorityDefault, Order = 17)]
    public Input<int>? Priority { get; set; }

    /// <summary>When it should be done.</summary>
    [Input(Group = "Deadlines", Order = 9)]
    public Input<DateTimeOffset?>? DueAt { get; set; }

    /// <summary>In how much time it should be done, such as <c>2.00:00:00</c>; ignored when <see cref="DueAt"/> is given.</summary>
    [Input(Group = "Deadlines", Order = 8)]
    public Input<TimeSpan?>? DueIn { get; set; }

    /// <summary>How long before it is due its people are reminded; nothing without a due date.</summary>
    [Input(Group = "Deadlines", Order = 10)]
    public Input<TimeSpan?>? RemindBefore { get; set; }

    /// <summary>How long after it is due (after it was asked for, when it has no due date) it is offered to <see cref="EscalateTo"/> too.</summary>
    [Input(Group = "Deadlines", Order = 11)]
    public Input<TimeSpan?>? EscalateAfter { get; set; }

    /// <summary>The roles it is offered to besides once it is late.</summary>
    [Input(UIHint = "checklist", OptionsFrom = "roles", Group = "Deadlines", Order = 12)]
    public Input<string[]>? EscalateTo { get; set; }

    /// <summary>True to write mails for reminder and escalation.</summary>
    [Input(UIHint = "checkbox", Default = true, Group = "Deadlines", Order = 13)]
    public Input<bool>? SendMail { get; set; }

    /// <summary>The business key people search by; the instance's when empty.</summary>
    [Input(Order = 18)]
    public Input<string>? BusinessKey { get; set; }

    /// <summary>The answer.</summary>
    [Output]
    public Output<string>? Outcome { get; set; }

    /// <summary>What was filled in.</summary>
    [Output]
    public Output<JsonObject?>? Answer { get; set; }

    /// <summary>The name of who decided.</summary>
    [Output]
    public Output<string>? CompletedBy { get; set; }

    /// <summary>The key of who decided.</summary>
    [Output]
    public Output<long>? CompletedByUserId { get; set; }

    /// <summary>The comment of who decided.</summary>
    [Output]
    public Output<string?>? Comment { get; set; }

    IReadOnlyList<string>? IOutcomeSource.PossibleOutcomes =>
        Outcomes is null ? ["Done"]
        : Outcomes.Expression.Type is "Object" or "Literal" && ValueConverter.TryConvert(Outcomes.Expression.Value, typeof(string[]), out var names)
            ? names is string[] { Length: > 0 } given ? given : ["Done"] : null;

    // What a person decided must never be lost.
    OutcomeUse IOutcomeUse.UseOf(string outcome) => OutcomeUse.Required;

    /// <inheritdoc/>
    protected internal override async ValueTask ExecuteAsync(ActivityContext context)
    {
        var priority = Priority is null ? PriorityDefault : context.Get(Priority);
        if (priority is < 0 or > PriorityMax)
        {
            throw new WorkflowException("task.priority-range", $"The priority {priority} is not between 0 and {PriorityMax}.", priority);
        }

        var company = context.Actor.CompanyId;
        var dueAt = context.Get(DueAt) ?? (context.Get(DueIn) is { } dueIn ? context.Now + dueIn : null);
        var excluded = await UsersAsync(context, context.Get(ExcludedUsers));
        if (context.Get(ExcludeStarter) && context.Workflow.StartedByUserId is { } starter)
        {
            excluded.Add(starter);
        }

        var assignee = context.Get(Assignee) is { Length: > 0 } named ? await UserAsync(context, named) : null;
        var candidates = await UsersAsync(context, context.Get(CandidateUsers));

        // Everything that can be refused for what the definition says has been looked at: now the bookmark and the row.
        var bookmark = context.CreateBookmark(new BookmarkRequest(TypeName) { IncludeExecutionInHash = true });
        await context.Service<TaskCreation>().CreateAsync(
            context.Transaction,
            new NewTask
            {
                CompanyId = company,
                InstanceId = context.Workflow.InstanceId,
                BookmarkId = bookmark,
                ExecutionId = context.ExecutionId,
                DefinitionId = context.Workflow.DefinitionId,
                ActivityId = Id,
                Title = context.Get(Title) ?? string.Empty,
                Instructions = context.Get(Instructions),
                Form = context.Get(Form),
                Data = context.Get(Data),
                Outcomes = context.Get(Outcomes) is { Length: > 0 } outcomes ? outcomes : ["Done"],
                CandidateRoles = Distinct(context.Get(CandidateRoles)),
                CandidateUsers = [.. candidates.Distinct()],
                ExcludedUsers = [.. excluded.Distinct()],
                NotSameAs = Distinct(context.Get(NotSameAs)),
                Assignee = assignee,
                Priority = priority,
                BusinessKey = context.Get(BusinessKey) is { Length: > 0 } key ? key : context.Workflow.CorrelationId,
                DueAt = dueAt,
                RemindAt = context.Get(RemindBefore) is { } before ? dueAt - before : null,
                EscalateAt = context.Get(EscalateAfter) is { } after ? (dueAt ?? context.Now) + after : null,
                EscalateTo = Distinct(context.Get(EscalateTo)),
                SendsMail = SendMail is null || context.Get(SendMail),
            },
            context.Actor with { InstanceId = context.Workflow.InstanceId });
    }

    /// <inheritdoc/>
    protected internal override ValueTask ResumeAsync(ActivityContext context, Resumption resumption)
    {
        var decision = TaskDecision.Of(resumption.Input);
        context.Set(Outcome, decision.Outcome);
        context.Set(Answer, decision.Answer);
        context.Set(CompletedBy, decision.CompletedBy);
        context.Set(CompletedByUserId, decision.CompletedByUserId);
        context.Set(Comment, decision.Comment);
        context.Complete(decision.Outcome);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected internal override async ValueTask OnCancelledAsync(ActivityContext context) =>
        await context.Service<TaskCreation>().CancelAsync(
            context.Transaction, context.Workflow.InstanceId, context.ExecutionId, context.Actor with { InstanceId = context.Workflow.InstanceId });

    private async ValueTask<List<long>> UsersAsync(ActivityContext context, string[]? named)
    {
        var users = new List<long>();
        foreach (var name in Distinct(named))
        {
            users.Add(long.TryParse(name, CultureInfo.InvariantCulture, out var id) ? id : (await UserAsync(context, name)).Id);
        }

        return users;
    }

    private async ValueTask<TaskUser> UserAsync(ActivityContext context, string name) =>
        await context.Service<ITaskDirectory>().FindUserAsync(context.Actor.CompanyId, name, context.CancellationToken)
            ?? throw new WorkflowException("task.person-unknown", $"There is no person '{name}', whom the activity {Id} names.", name, Id);

    private static string[] Distinct(string[]? values) =>
        [.. (values ?? []).Select(v => v.Trim()).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal)];
}
