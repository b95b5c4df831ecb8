using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Execution;

/// <summary>One execution of one node in one instance: the interpreter's own record and the face it shows to the activity.</summary>
internal sealed partial class StepContext(InstanceState state, GraphNode node, StepContext? parent, int number) : ActivityContext
{
    internal static readonly string[] Done = ["Done"];

    private Burst? _burst;
    private string? _executionId;
    private JsonObject? _properties;

    public InstanceState State { get; } = state;

    public GraphNode Node { get; } = node;

    public StepContext? ParentStep { get; } = parent;

    public int Number { get; } = number;

    public StepStatus Status { get; set; } = StepStatus.Pending;

    public StepWait Wait { get; set; }

    /// <summary>Children that have not ended, as a linked list: ten thousand branches of a loop end in constant time each.</summary>
    public StepContext? FirstChild { get; private set; }

    public StepContext? LastChild { get; private set; }

    public StepContext? NextSibling { get; private set; }

    public StepContext? PreviousSibling { get; private set; }

    public int OpenChildren { get; private set; }

    /// <summary>How much queued work this execution has scheduled.</summary>
    public int QueuedItems { get; set; }

    public int OpenBookmarks { get; set; }

    public object?[]? Variables { get; set; }

    public List<DynamicVariable>? Dynamic { get; set; }

    public JsonNode? TagValue { get; set; }

    public string[] OutcomeNames { get; set; } = Done;

    /// <summary>True when a Break inside it is on its way to the loop around it.</summary>
    public bool IsBreaking { get; set; }

    public bool IsBackward { get; set; }

    /// <summary>True when its container must not hear of its end (Complete, Finish).</summary>
    public bool EndsSilently { get; set; }

    public bool CompletionRequested { get; set; }

    /// <summary>Work that came for it while it was faulted.</summary>
    public List<WorkItem>? Parked { get; set; }

    public FlowScope? Flow { get; set; }

    public JsonNode? Cursor { get; set; }

    public long ProgressDone { get; set; }

    public long? ProgressTotal { get; set; }

    public JsonObject? OutputValues { get; set; }

    public object?[]? InputValues { get; set; }

    public bool IsEvaluatingInputs { get; set; }

    public JsonObject? StoredProperties { get => _properties; set => _properties = value; }

    public bool HasEnded => Status is StepStatus.Completed or StepStatus.Canceled;

    public override string ExecutionId => _executionId ??= string.Create(CultureInfo.InvariantCulture, $"{State.InstanceId}-{Number}");

    public override Activity Activity => Node.Activity;

    public override ActivityContext? Parent => ParentStep;

    public override WorkflowContext Workflow => Burst;

    public override Actor Actor => Burst.Actor;

    public override DateTimeOffset Now => Burst.Now;

    public override CancellationToken CancellationToken => Burst.CancellationToken;

    public override bool IsCompleted => HasEnded || CompletionRequested;

    public override bool HasBookmarks => OpenBookmarks > 0;

    public override IReadOnlyList<string> Outcomes => OutcomeNames;

    public override JsonNode? Tag => TagValue;

    public override JsonObject Properties
    {
        get
        {
            if (_properties is null)
            {
                _properties = [];
                Burst.Undo.PropertiesCreated(this);
            }
            else
            {
                Burst.Undo.PropertiesRead(this, _properties);
            }

            return _properties;
        }
    }

    public override LedgerTransaction Transaction => Burst.TransactionForStep();

    internal Burst Burst
    {
        get => _burst ?? throw new InvalidOperationException($"The step {ExecutionId} is not being executed: its context was kept beyond the call.");
        set => _burst = value;
    }

    public override T Service<T>() => Burst.Service<T>();

    public override T? Get<T>(Input<T>? input)
        where T : default
    {
        if (input is null)
        {
            return default;
        }

        var index = Node.FindInput(input);
        if (index < 0)
        {
            return input.Expression.Value is T literal ? literal : default;
        }

        var compiled = Node.Inputs[index];
        var value = compiled.IsConstant ? compiled.Constant : InputValues?[index];
        return value is T typed ? typed : default;
    }

    public override ValueTask<T?> EvaluateAsync<T>(Input<T>? input)
        where T : default
    {
        if (input is null || Node.FindInput(input) is not (>= 0 and var index))
        {
            return new ValueTask<T?>(default(T));
        }

        var value = EvaluateInput(Node.Inputs[index]);
        return new ValueTask<T?>(value is T typed ? typed : default);
    }

    public override void Set<T>(Output<T>? output, T value)
        where T : default
    {
        if (output is not null)
        {
            WriteOutput(output, value);
        }
    }

    public override object? GetVariable(string name) => TryFindVariable(name, byId: false, out var place) ? place.Value : null;

    public override void SetVariable(string name, object? value)
    {
        if (!TryFindVariable(name, byId: false, out var place))
        {
            throw new WorkflowException("variable.unknown", $"The variable '{name}' is not in scope.", name);
        }

        WriteVariable(place, value);
    }

    public override void Complete(params ReadOnlySpan<string> outcomes)
    {
        if (IsCompleted)
        {
            return;
        }

        OutcomeNames = outcomes.Length == 0 ? Done : outcomes is ["Done"] ? Done : outcomes.ToArray();
        CompletionRequested = true;
        Burst.RequestCompletion(this);
    }

    public override void Schedule(Activity child, JsonNode? tag = null, IReadOnlyDictionary<string, object?>? variables = null)
    {
        ArgumentNullException.ThrowIfNull(child);
        List<DynamicVariable>? own = null;
        if (variables is not null)
        {
            own = new List<DynamicVariable>(variables.Count);
            foreach (var (name, value) in variables)
            {
                own.Add(new DynamicVariable(name, ValueConverter.Storable(value)));
            }
        }

        State.Queue.Enqueue(new WorkItem(WorkKind.Execute, Burst.NodeOf(child)) { Owner = this, Tag = tag, Variables = own });
    }

    public override long CreateBookmark(BookmarkRequest request) => Burst.CreateBookmark(this, request);

    public override bool TakeTrigger(out JsonNode? input)
    {
        if (State.TriggerActivityId is null || State.TriggerActivityId != Activity.Id)
        {
            input = null;
            return false;
        }

        input = State.TriggerInput;
        State.TriggerActivityId = null;
        State.TriggerInput = null;
        return true;
    }

    public override void Journal(string eventName, string? message = null, JsonObject? payload = null) =>
        Burst.AddJournal(this, eventName, message, payload);

    internal void ScheduleNode(GraphNode child, bool isBackward = false, JsonNode? tag = null, List<DynamicVariable>? variables = null) =>
        State.Queue.Enqueue(new WorkItem(WorkKind.Execute, child) { Owner = this, IsBackward = isBackward, Tag = tag, Variables = variables });

    internal void Adopt(StepContext child)
    {
        child.PreviousSibling = LastChild;
        if (LastChild is null)
        {
            FirstChild = child;
        }
        else
        {
            LastChild.NextSibling = child;
        }

        LastChild = child;
        OpenChildren++;
    }

    internal void ReleaseAll()
    {
        FirstChild = LastChild = null;
        OpenChildren = 0;
    }

    internal void Release(StepContext child)
    {
        if (child.PreviousSibling is null)
        {
            FirstChild = child.NextSibling;
        }
        else
        {
            child.PreviousSibling.NextSibling = child.NextSibling;
        }

        if (child.NextSibling is null)
        {
            LastChild = child.PreviousSibling;
        }
        else
        {
            child.NextSibling.PreviousSibling = child.PreviousSibling;
        }

        child.NextSibling = child.PreviousSibling = null;
        OpenChildren--;
    }
}
