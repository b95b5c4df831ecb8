using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Instances;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Workflows.Execution;

/// <summary>One burst under way: the run as its activities see it, and the bookkeeping of the interpreter.</summary>
internal sealed partial class Burst(BurstRequest request, WorkflowOptions options, IIdGenerator ids) : WorkflowContext
{
    private readonly List<StepContext> _completions = [];
    private IServiceProvider? _services;
    private Savepoint? _savepoint;
    private bool _isInStep;
    private bool _hasEnded;

    public BurstResult Result { get; } = new();

    public UndoLog Undo { get; } = new();

    public WorkflowOptions Options { get; } = options;

    public InstanceState State { get; } = request.State;

    public WorkflowGraph Graph { get; } = request.Graph;

    public Actor Actor { get; } = request.Actor;

    public DateTimeOffset Now { get; } = request.Now;

    public CancellationToken CancellationToken { get; } = request.CancellationToken;

    public override long InstanceId => State.InstanceId;

    public override string DefinitionId => Graph.DefinitionId;

    public override string VersionId => Graph.VersionId;

    public override int Version => Graph.Version;

    public override long? ParentInstanceId => State.ParentInstanceId;

    public override string? CorrelationId { get => State.CorrelationId; set => State.CorrelationId = value; }

    public override string? Name { get => State.Name; set => State.Name = value; }

    public override JsonObject Input => State.Input;

    public override JsonObject Output => State.Output;

    public override long? StartedByUserId => State.StartedByUserId;

    public T Service<T>()
        where T : notnull
    {
        _services ??= request.Services?.Invoke() ?? throw new InvalidOperationException("This burst was given no services.");
        return _services.GetRequiredService<T>();
    }

    /// <summary>The transaction, with a savepoint set at the first use in a step.</summary>
    public LedgerTransaction TransactionForStep()
    {
        var transaction = request.Transaction ?? throw new InvalidOperationException("This burst was given no transaction.");
        if (_isInStep && _savepoint is null)
        {
            // A property cannot wait asynchronously. SQLite does not wait here at all; PostgreSQL for one short round trip.
            _savepoint = transaction.SavepointAsync().GetAwaiter().GetResult();
        }

        return transaction;
    }

    public GraphNode NodeOf(Activity activity)
    {
        var node = activity.NodeIndex < Graph.Nodes.Length ? Graph.Nodes[activity.NodeIndex] : null;
        return node is not null && ReferenceEquals(node.Activity, activity)
            ? node
            : throw new ArgumentException($"The activity {activity.Id} is not part of this workflow.", nameof(activity));
    }

    public void RequestCompletion(StepContext context) => _completions.Add(context);

    public void AddJournal(StepContext context, string eventName, string? message = null, JsonObject? payload = null) =>
        Result.Journal.Add(new JournalLine(
            0, Now, eventName, context.Number, context.ParentStep?.Number ?? 0, context.Node.Index, message, payload));

    public long CreateBookmark(StepContext context, BookmarkRequest bookmark)
    {
        var id = ids.Next();
        State.Bookmarks.Add(new OpenBookmark(id, context, bookmark.Name)
        {
            Payload = bookmark.Payload,
            ResumeAt = bookmark.ResumeAt,
            AutoBurn = bookmark.AutoBurn,
            IsNew = true,
            Hash = BookmarkHash.Compute(bookmark.Name, bookmark.HashPayload ?? bookmark.Payload, bookmark.IncludeExecutionInHash ? context.ExecutionId : null),
        });
        context.OpenBookmarks++;
        return id;
    }

    public void OutputWritten(StepContext context, string name, JsonNode? value)
    {
        State.LastResult = Expressions.ValueConverter.Plain(value?.DeepClone());
        if (context.Node.KeepsOutputs)
        {
            if (!State.KeptOutputs.TryGetValue(context.Node.NodeId, out var kept))
            {
                State.KeptOutputs[context.Node.NodeId] = kept = [];
            }

            kept[name] = value?.DeepClone();
        }
    }

    public void SetOutput(string name, JsonNode? value)
    {
        Undo.OutputWritten(State.Output);
        State.Output[name] = value;
    }

    public void WriteLine(StepContext context, string text)
    {
        Result.Lines.Add(text);
        AddJournal(context, "Line", text);
    }

    /// <summary>Numbers the journal and says where the instance stands.</summary>
    private void Conclude()
    {
        for (var i = 0; i < Result.Journal.Count; i++)
        {
            Result.Journal[i] = Result.Journal[i] with { Sequence = ++State.JournalSequence };
        }

        foreach (var bookmark in State.Bookmarks)
        {
            if (bookmark is { IsNew: true })
            {
                Result.NewBookmarks.Add(new NewBookmark(
                    bookmark.Id, bookmark.Name, bookmark.Hash!, bookmark.Payload, bookmark.Context.Number, bookmark.Context.Node.Index, bookmark.ResumeAt, bookmark.AutoBurn));
            }
        }

        if (!_hasEnded && State.SubStatus != WorkflowSubStatus.Finished)
        {
            State.SubStatus = Standing();
        }

        Result.SubStatus = State.SubStatus;
        Result.Output = State.Output;
        if (State.SubStatus == WorkflowSubStatus.Finished && State.Root is { } root)
        {
            Result.Outcomes = root.OutcomeNames;
        }
    }

    private WorkflowSubStatus Standing()
    {
        if (State.Faults.Count > 0 && !Graph.ContinuesOnFault)
        {
            return WorkflowSubStatus.Faulted;
        }

        if (State.Queue.Count > 0 || Result.Continuations.Count > 0 || Result.ExternalCalls.Count > 0 || IsWaitingForItself())
        {
            return WorkflowSubStatus.Executing;
        }

        if (State.Bookmarks.Count > 0)
        {
            return WorkflowSubStatus.Suspended;
        }

        if (State.Faults.Count > 0)
        {
            return WorkflowSubStatus.Faulted;
        }

        Result.IsStuck = State.Root is not null;
        return WorkflowSubStatus.Suspended;
    }

    private bool IsWaitingForItself()
    {
        foreach (var context in State.OpenContexts())
        {
            if (context.Wait != StepWait.None)
            {
                return true;
            }
        }

        return false;
    }
}
