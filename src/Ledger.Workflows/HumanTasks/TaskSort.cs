namespace Ledger.Workflows.HumanTasks;

/// <summary>The order of a task list.</summary>
/// <param name="OfTask">The expression over human_tasks t.</param>
/// <param name="OfCandidate">The same over task_candidates c.</param>
/// <param name="Descending">The direction of the expression, and of the key that breaks ties.</param>
/// <param name="NeedsTask">True when the index of candidates does not hold it: such a list is sorted as a whole.</param>
internal sealed record TaskSort(string OfTask, string OfCandidate, bool Descending, bool NeedsTask = false)
{
    public static TaskSort ByCreation { get; } = new("t.id", "c.task_id", false);

    /// <exception cref="WorkflowException"><c>list.order-unknown</c>.</exception>
    public static TaskSort Of(string? field, bool descending) => field?.ToLowerInvariant() switch
    {
        null or "" or "dueat" => new TaskSort("t.due_sort", "c.due_sort", descending),
        // The urgency falls with the priority: the largest priority first is the smallest urgency first, oldest first among equals.
        "priority" => new TaskSort("t.urgency", "c.urgency", !descending),
        "createdat" => ByCreation with { Descending = descending },
        "title" => new TaskSort("lower(t.title)", string.Empty, descending, NeedsTask: true),
        "businesskey" => new TaskSort("coalesce(t.business_key, '')", string.Empty, descending, NeedsTask: true),
        _ => throw new WorkflowException("list.order-unknown", $"Tasks cannot be sorted by '{field}'.", field),
    };
}
