using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Execution;

/// <summary>Reads what <see cref="StateWriter"/> wrote.</summary>
internal sealed class StateReader
{
    private readonly WorkflowGraph _graph;
    private readonly InstanceState _state;
    private readonly Dictionary<int, StepContext> _contexts = [];

    private StateReader(WorkflowGraph graph, InstanceState state)
    {
        _graph = graph;
        _state = state;
    }

    public static InstanceState Read(ReadOnlySpan<byte> utf8, WorkflowGraph graph)
    {
        var reader = new Utf8JsonReader(utf8);
        using var document = JsonDocument.ParseValue(ref reader);
        var json = document.RootElement;
        var state = new InstanceState(json.GetProperty("i"u8).GetInt64())
        {
            Rules = (EngineRules)json.GetProperty("rules"u8).GetInt32(),
            SubStatus = (WorkflowSubStatus)json.GetProperty("s"u8).GetInt32(),
            ExecutionCount = json.GetProperty("e"u8).GetInt32(),
            JournalSequence = json.GetProperty("j"u8).GetInt64(),
            ParentInstanceId = Long(json, "pi"),
            StartedByUserId = Long(json, "u"),
            CorrelationId = Text(json, "c"),
            Name = Text(json, "n"),
            TriggerActivityId = Text(json, "t"),
            TriggerInput = Node(json, "ti"),
            Input = Members(json, "in"),
            Output = Members(json, "out"),
            Properties = Members(json, "p"),
            EndsAfterCompensation = (WorkflowSubStatus?)Long(json, "ec"),
            LastResult = ValueConverter.Plain(Node(json, "lr")),
        };
        new StateReader(graph, state).ReadRest(json);
        return state;
    }

    private void ReadRest(JsonElement json)
    {
        foreach (var kept in Object(json, "ko"))
        {
            _state.KeptOutputs[kept.Name] = JsonObject.Create(kept.Value.Clone())!;
        }

        foreach (var item in Array(json, "x"))
        {
            ReadContext(item);
        }

        foreach (var item in Array(json, "q"))
        {
            _state.Queue.Enqueue(ReadItem(item));
        }

        foreach (var item in Array(json, "b"))
        {
            var context = Context(item.GetProperty("x"u8).GetInt32());
            context.OpenBookmarks++;
            _state.Bookmarks.Add(new OpenBookmark(item.GetProperty("i"u8).GetInt64(), context, Text(item, "n")!)
            {
                Payload = Node(item, "p"),
                ResumeAt = Long(item, "r") is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null,
                AutoBurn = !item.TryGetProperty("k"u8, out _),
            });
        }

        foreach (var fault in Object(json, "fl"))
        {
            _state.Faults[int.Parse(fault.Name, CultureInfo.InvariantCulture)] = ReadItem(fault.Value);
        }

        foreach (var item in Array(json, "k"))
        {
            _state.Compensations.Add(new Compensation(NodeOf(item), item.GetProperty("x"u8).GetInt32(), Dynamic(item, "d")));
        }
    }

    private void ReadContext(JsonElement json)
    {
        var parent = Long(json, "u") is { } number ? Context((int)number) : null;
        var context = new StepContext(_state, NodeOf(json), parent, json.GetProperty("k"u8).GetInt32())
        {
            Status = (StepStatus)json.GetProperty("s"u8).GetInt32(),
            Wait = (StepWait)(Long(json, "w") ?? 0),
            TagValue = Node(json, "g"),
            IsBackward = json.TryGetProperty("b"u8, out _),
            IsBreaking = json.TryGetProperty("br"u8, out _),
            StoredProperties = json.TryGetProperty("p"u8, out var properties) ? JsonObject.Create(properties.Clone()) : null,
            Dynamic = Dynamic(json, "d"),
            Cursor = Node(json, "cu"),
            ProgressDone = Long(json, "pd") ?? 0,
            ProgressTotal = Long(json, "pt"),
        };
        if (json.TryGetProperty("o"u8, out var outcomes))
        {
            context.OutcomeNames = [.. outcomes.EnumerateArray().Select(o => o.GetString()!)];
        }

        ReadVariables(json, context);
        context.Flow = ReadFlow(json, context);
        _contexts[context.Number] = context;
        if (parent is null)
        {
            _state.Root = context;
        }
        else if (!context.HasEnded)
        {
            parent.Adopt(context);
        }
    }

    private static void ReadVariables(JsonElement json, StepContext context)
    {
        if (!json.TryGetProperty("v"u8, out var values))
        {
            return;
        }

        var declared = context.Node.Variables;
        context.Variables = [.. context.Node.VariableDefaults];
        for (var i = 0; i < declared.Length; i++)
        {
            if (values.TryGetProperty(declared[i].Id, out var value))
            {
                var plain = value.ValueKind == JsonValueKind.Null ? null : ValueConverter.Plain(JsonNode.Parse(value.GetRawText()));
                context.Variables[i] = plain is null ? null : ValueConverter.Convert(plain, declared[i].Type);
            }
        }
    }

    private FlowScope? ReadFlow(JsonElement json, StepContext context)
    {
        if (!json.TryGetProperty("f"u8, out var flow))
        {
            return null;
        }

        var connections = flow.GetProperty("c"u8).EnumerateArray().Select(c => c.GetInt32()).ToArray();
        var scope = new FlowScope(0, 0)
        {
            Start = flow.GetProperty("s"u8).GetInt32(),
            Visits = [.. flow.GetProperty("a"u8).EnumerateArray().Select(a => a.GetInt32())],
            ConnectionVisits = [.. connections.Select(c => c / 2)],
            Followed = [.. connections.Select(c => c % 2 == 1)],
            Tokens = [.. Array(flow, "t").Select(t => t.GetInt32()).Select(t => new FlowToken(t / 4, (t & 2) != 0, (t & 1) != 0))],
        };
        if (context.Node.Activity is not Flowchart { Plan: var plan } || plan.ActivityCount != scope.Visits.Length || plan.ConnectionCount != connections.Length)
        {
            throw Changed(context.Node.NodeId);
        }

        return scope;
    }

    private WorkItem ReadItem(JsonElement json)
    {
        return new WorkItem((WorkKind)json.GetProperty("t"u8).GetInt32(), NodeOf(json))
        {
            Owner = Long(json, "o") is { } owner ? Context((int)owner) : null,
            Context = Long(json, "x") is { } context ? Context((int)context) : null,
            Child = Long(json, "h") is { } child ? Context((int)child) : null,
            Tag = Node(json, "g"),
            IsBackward = json.TryGetProperty("b"u8, out _),
            Answer = Node(json, "a"),
            Variables = Dynamic(json, "d"),
            Resumption = json.TryGetProperty("r"u8, out var resumption) ? new Resumption(
                Text(resumption, "n")!, Node(resumption, "p"), Node(resumption, "i"),
                new Actor(resumption.GetProperty("c"u8).GetInt64(), Long(resumption, "u"), Text(resumption, "a")!, _state.InstanceId)) : null,
        };
    }

    private StepContext Context(int number) =>
        _contexts.TryGetValue(number, out var context) ? context
            : throw new InvalidOperationException($"The state of instance {_state.InstanceId} speaks of the execution {number}, which it does not hold.");

    private GraphNode NodeOf(JsonElement json)
    {
        var nodeId = Text(json, "n")!;
        return _graph.FindNode(nodeId) is { } activity ? _graph.Nodes[activity.NodeIndex] : throw Changed(nodeId);
    }

    private WorkflowException Changed(string nodeId) =>
        new("instance.graph-changed", $"The instance {_state.InstanceId} stands at '{nodeId}', which version {_graph.VersionId} does not have as it was.", _state.InstanceId, nodeId);

    private static List<DynamicVariable>? Dynamic(JsonElement json, string name) =>
        json.TryGetProperty(name, out var values)
            ? [.. values.EnumerateObject().Select(v => new DynamicVariable(v.Name, v.Value.ValueKind == JsonValueKind.Null ? null : ValueConverter.Plain(JsonNode.Parse(v.Value.GetRawText()))))]
            : null;

    private static IEnumerable<JsonElement> Array(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.EnumerateArray() : [];

    private static IEnumerable<JsonProperty> Object(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.EnumerateObject() : [];

    private static long? Long(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetInt64() : null;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static JsonNode? Node(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? JsonNode.Parse(value.GetRawText()) : null;

    private static JsonObject Members(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? JsonObject.Create(value.Clone())! : [];
}
