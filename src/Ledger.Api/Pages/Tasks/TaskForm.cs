using System.Text.Json.Nodes;
using Ledger.Api.Pages.Shell;
using Ledger.Workflows.HumanTasks;
using Microsoft.AspNetCore.Components;

namespace Ledger.Api.Pages.Tasks;

/// <summary>Shows what a task is about and asks for its answer. The generic one shows the task's data; a process that wants more derives its own with <see cref="TaskFormAttribute"/>.</summary>
public abstract class TaskForm : LedgerComponent
{
    /// <summary>The task.</summary>
    [Parameter, EditorRequired]
    public HumanTaskInfo Task { get; set; } = null!;

    /// <summary>True when the person may decide it: only then does the form ask anything.</summary>
    [Parameter]
    public bool MayDecide { get; set; }

    /// <summary>The answer that goes with an outcome.</summary>
    /// <returns>False when something is missing, which the form shows; else true, with what was filled in or null.</returns>
    public virtual Task<(bool IsComplete, JsonObject? Answer)> AnswerAsync(string outcome) =>
        System.Threading.Tasks.Task.FromResult<(bool, JsonObject?)>((true, null));

    /// <summary>Where the person goes once an outcome was recorded; null for the inbox.</summary>
    public virtual string? AddressAfter(string outcome) => null;
}
