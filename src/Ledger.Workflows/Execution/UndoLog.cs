using System.Text.Json.Nodes;

namespace Ledger.Workflows.Execution;

/// <summary>
/// What a step changed in the instance's memory, to be taken back when it fails for good: the other half of its
/// savepoint in the database. A retry then finds the instance as the step found it first.
/// </summary>
internal sealed class UndoLog
{
    private readonly List<(VariablePlace Place, object? Value)> _variables = [];
    private readonly List<(StepContext Context, JsonObject? Copy)> _properties = [];
    private StepContext? _context;
    private InstanceState? _state;
    private int _queueEnd;
    private int _bookmarks;
    private int _journal;
    private int _lines;
    private string? _correlationId;
    private string? _name;
    private JsonObject? _output;
    private FlowScope? _flow;
    private JsonNode? _cursor;
    private object? _lastResult;
    private string? _trigger;
    private JsonNode? _triggerInput;

    public void Begin(StepContext context, BurstResult result)
    {
        _variables.Clear();
        _properties.Clear();
        _context = context;
        _state = context.State;
        _queueEnd = _state.Queue.End;
        _bookmarks = _state.Bookmarks.Count;
        _journal = result.Journal.Count;
        _lines = result.Lines.Count;
        _correlationId = _state.CorrelationId;
        _name = _state.Name;
        _output = null;
        _flow = null;
        _cursor = context.Cursor;
        _lastResult = _state.LastResult;
        _trigger = _state.TriggerActivityId;
        _triggerInput = _state.TriggerInput;
    }

    /// <summary>Keeps the journal entries up to now even when the step fails.</summary>
    public void KeepJournal(BurstResult result) => _journal = result.Journal.Count;

    public void VariableWritten(VariablePlace place) => _variables.Add((place, place.Value));

    public void PropertiesCreated(StepContext context) => _properties.Add((context, null));

    public void PropertiesRead(StepContext context, JsonObject properties)
    {
        foreach (var (known, _) in _properties)
        {
            if (ReferenceEquals(known, context))
            {
                return;
            }
        }

        _properties.Add((context, (JsonObject)properties.DeepClone()));
    }

    public void OutputWritten(JsonObject output) => _output ??= (JsonObject)output.DeepClone();

    public void FlowChanged(FlowScope flow) => _flow ??= flow.Copy();

    public void Rollback(BurstResult result)
    {
        for (var i = _variables.Count - 1; i >= 0; i--)
        {
            _variables[i].Place.Write(_variables[i].Value);
        }

        foreach (var (context, copy) in _properties)
        {
            context.StoredProperties = copy;
        }

        var state = _state!;
        var step = _context!;
        state.Queue.TruncateTo(_queueEnd);
        for (var i = state.Bookmarks.Count - 1; i >= _bookmarks; i--)
        {
            state.Bookmarks[i].Context.OpenBookmarks--;
            state.Bookmarks.RemoveAt(i);
        }

        result.Journal.RemoveRange(_journal, result.Journal.Count - _journal);
        result.Lines.RemoveRange(_lines, result.Lines.Count - _lines);
        state.CorrelationId = _correlationId;
        state.Name = _name;
        state.Output = _output ?? state.Output;
        state.LastResult = _lastResult;
        state.TriggerActivityId = _trigger;
        state.TriggerInput = _triggerInput;
        step.Flow = _flow ?? step.Flow;
        step.Cursor = _cursor;
        step.OutputValues = null;
        step.OutcomeNames = StepContext.Done;
        step.CompletionRequested = false;
        step.EndsSilently = false;
    }
}
