using System.Text.Json.Nodes;
using Ledger.Foundation;

namespace Ledger.Workflows.Activities;

/// <summary>One execution of an activity in one instance: what the activity sees of the run and how it answers.</summary>
public abstract class ActivityContext
{
    /// <summary>The id of this execution, unique in the installation and the same after a crash: the idempotency key of an external step.</summary>
    public abstract string ExecutionId { get; }

    /// <summary>The activity being executed.</summary>
    public abstract Activity Activity { get; }

    /// <summary>The execution of the container that scheduled this one; null for the root.</summary>
    public abstract ActivityContext? Parent { get; }

    /// <summary>The run as a whole.</summary>
    public abstract WorkflowContext Workflow { get; }

    /// <summary>On whose behalf the step runs: the company, the person who started or resumed the run, and the instance.</summary>
    public abstract Actor Actor { get; }

    /// <summary>The time of the step; all steps of a burst see the clock through it.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>Cancelled when the host stops; the step is then rolled back and run again.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>True once <see cref="Complete"/> was called or the execution was cancelled.</summary>
    public abstract bool IsCompleted { get; }

    /// <summary>True when this execution waits at a bookmark.</summary>
    public abstract bool HasBookmarks { get; }

    /// <summary>The outcomes the execution completed with.</summary>
    public abstract IReadOnlyList<string> Outcomes { get; }

    /// <summary>What the scheduler of this execution attached to it (an index, a branch name).</summary>
    public abstract JsonNode? Tag { get; }

    /// <summary>Values the activity keeps between bursts; stored with the instance.</summary>
    public abstract JsonObject Properties { get; }

    /// <summary>
    /// The transaction of the burst. The first use sets a savepoint: when the step then fails, what it wrote is undone
    /// while the steps before it are kept.
    /// </summary>
    public abstract LedgerTransaction Transaction { get; }

    /// <summary>A service from the scope of this burst, such as a domain service working in <see cref="Transaction"/>.</summary>
    public abstract T Service<T>()
        where T : notnull;

    /// <summary>The value of an input, evaluated once before the step ran; the type's default when the definition gives none.</summary>
    public abstract T? Get<T>(Input<T>? input);

    /// <summary>Evaluates an input now, in the scope of this execution; for inputs with AutoEvaluate off.</summary>
    public abstract ValueTask<T?> EvaluateAsync<T>(Input<T>? input);

    /// <summary>Writes an output: to the bound variable or workflow output, the journal and <c>getXFromY()</c>.</summary>
    public abstract void Set<T>(Output<T>? output, T value);

    /// <summary>A variable in scope, by name; null when there is none or it has no value.</summary>
    public abstract object? GetVariable(string name);

    /// <summary>Sets a variable in scope, by name.</summary>
    /// <exception cref="WorkflowException">No variable of that name is in scope.</exception>
    public abstract void SetVariable(string name, object? value);

    /// <summary>Ends this execution with the given outcomes; none means Done.</summary>
    public abstract void Complete(params ReadOnlySpan<string> outcomes);

    /// <summary>Queues a child; <see cref="Activity.OnChildCompletedAsync"/> of this activity hears of its end.</summary>
    /// <param name="child">The activity to run.</param>
    /// <param name="tag">Anything the scheduler wants to find again on the child.</param>
    /// <param name="variables">Variables that only this child and its descendants see.</param>
    public abstract void Schedule(Activity child, JsonNode? tag = null, IReadOnlyDictionary<string, object?>? variables = null);

    /// <summary>Waits: the burst may end here, and a stimulus or the time resumes it.</summary>
    /// <returns>The key of the bookmark.</returns>
    public abstract long CreateBookmark(BookmarkRequest request);

    /// <summary>
    /// True, once, when the run was started by the stimulus this activity waits for: it then completes instead of waiting.
    /// </summary>
    /// <param name="input">What the stimulus brought, or null.</param>
    public abstract bool TakeTrigger(out JsonNode? input);

    /// <summary>Adds an entry of the activity's own to the journal.</summary>
    public abstract void Journal(string eventName, string? message = null, JsonObject? payload = null);
}
