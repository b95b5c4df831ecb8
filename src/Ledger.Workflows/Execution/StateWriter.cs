using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Execution;

/// <summary>Writes an instance's state as compact JSON; <see cref="StateReader"/> reads it. Names are never reused with another meaning.</summary>
internal static class StateWriter
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    public static byte[] Write(InstanceState state)
    {
        var output = buffer ??= new ArrayBufferWriter<byte>(4096);
        output.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true }))
        {
            WriteState(json, state);
        }

        return output.WrittenSpan.ToArray();
    }

    private static void WriteState(Utf8JsonWriter json, InstanceState state)
    {
        json.WriteStartObject();
        json.WriteNumber("i"u8, state.InstanceId);
        json.WriteNumber("rules"u8, (int)state.Rules);
        json.WriteNumber("s"u8, (int)state.SubStatus);
        json.WriteNumber("e"u8, state.ExecutionCount);
        json.WriteNumber("j"u8, state.JournalSequence);
        Number(json, "pi"u8, state.ParentInstanceId);
        Number(json, "u"u8, state.StartedByUserId);
        Text(json, "c"u8, state.CorrelationId);
        Text(json, "n"u8, state.Name);
        Text(json, "t"u8, state.TriggerActivityId);
        Node(json, "ti"u8, state.TriggerInput);
        Members(json, "in"u8, state.Input);
        Members(json, "out"u8, state.Output);
        Members(json, "p"u8, state.Properties);
        Number(json, "ec"u8, (int?)state.EndsAfterCompensation);
        Node(json, "lr"u8, ValueConverter.ToJson(state.LastResult));
        WriteKept(json, state);
        WriteContexts(json, state);
        WriteQueue(json, state);
        WriteBookmarks(json, state);
        WriteFaults(json, state);
        WriteCompensations(json, state);
        json.WriteEndObject();
    }

    private static void WriteKept(Utf8JsonWriter json, InstanceState state)
    {
        if (state.KeptOutputs.Count == 0)
        {
            return;
        }

        json.WriteStartObject("ko"u8);
        foreach (var (nodeId, outputs) in state.KeptOutputs)
        {
            json.WritePropertyName(nodeId);
            outputs.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void WriteContexts(Utf8JsonWriter json, InstanceState state)
    {
        if (state.Root is null)
        {
            return;
        }

        json.WriteStartArray("x"u8);
        foreach (var context in state.OpenContexts())
        {
            WriteContext(json, context);
        }

        // Children that ended but whose container failed to take notice: the retry tells it again.
        foreach (var child in EndedChildren(state))
        {
            WriteContext(json, child);
        }

        json.WriteEndArray();
    }

    private static IEnumerable<StepContext> EndedChildren(InstanceState state) =>
        AllWork(state).Select(w => w.Child).OfType<StepContext>().Distinct();

    private static IEnumerable<WorkItem> AllWork(InstanceState state) =>
        state.Queue.Items.Concat(state.Faults.Values).Concat(Parked(state));

    private static IEnumerable<WorkItem> Parked(InstanceState state) =>
        state.Faults.Count == 0 ? [] : state.OpenContexts().SelectMany(c => c.Parked ?? []);

    private static void WriteContext(Utf8JsonWriter json, StepContext context)
    {
        json.WriteStartObject();
        json.WriteNumber("k"u8, context.Number);
        json.WriteString("n"u8, context.Node.NodeId);
        Number(json, "u"u8, context.ParentStep?.Number);
        json.WriteNumber("s"u8, (int)context.Status);
        if (context.Wait != StepWait.None)
        {
            json.WriteNumber("w"u8, (int)context.Wait);
        }

        Node(json, "g"u8, context.TagValue);
        Flag(json, "b"u8, context.IsBackward);
        Flag(json, "br"u8, context.IsBreaking);
        if (context.StoredProperties is { Count: > 0 } properties)
        {
            Members(json, "p"u8, properties);
        }

        WriteVariables(json, context);
        WriteDynamic(json, "d"u8, context.Dynamic);
        WriteFlow(json, context.Flow);
        Node(json, "cu"u8, context.Cursor);
        if (context.Wait == StepWait.LongStep || context.ProgressDone > 0)
        {
            json.WriteNumber("pd"u8, context.ProgressDone);
            Number(json, "pt"u8, context.ProgressTotal);
        }

        if (!ReferenceEquals(context.OutcomeNames, StepContext.Done))
        {
            json.WriteStartArray("o"u8);
            foreach (var outcome in context.OutcomeNames)
            {
                json.WriteStringValue(outcome);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteVariables(Utf8JsonWriter json, StepContext context)
    {
        if (context.Variables is not { } values)
        {
            return;
        }

        json.WriteStartObject("v"u8);
        for (var i = 0; i < values.Length; i++)
        {
            json.WritePropertyName(context.Node.Variables[i].Id);
            Value(json, values[i]);
        }

        json.WriteEndObject();
    }

    private static void WriteDynamic(Utf8JsonWriter json, ReadOnlySpan<byte> name, List<DynamicVariable>? variables)
    {
        if (variables is not { Count: > 0 })
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var variable in variables)
        {
            json.WritePropertyName(variable.Name);
            Value(json, variable.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteFlow(Utf8JsonWriter json, FlowScope? flow)
    {
        if (flow is null)
        {
            return;
        }

        json.WriteStartObject("f"u8);
        json.WriteNumber("s"u8, flow.Start);
        json.WriteStartArray("a"u8);
        foreach (var visits in flow.Visits)
        {
            json.WriteNumberValue(visits);
        }

        json.WriteEndArray();

        // A visit count and whether it was followed share a number: twice the count, plus one when followed.
        json.WriteStartArray("c"u8);
        for (var i = 0; i < flow.ConnectionVisits.Length; i++)
        {
            json.WriteNumberValue((flow.ConnectionVisits[i] * 2) + (flow.Followed[i] ? 1 : 0));
        }

        json.WriteEndArray();
        if (flow.Tokens.Count > 0)
        {
            json.WriteStartArray("t"u8);
            foreach (var token in flow.Tokens)
            {
                json.WriteNumberValue((token.Connection * 4) + (token.IsConsumed ? 2 : 0) + (token.IsBlocked ? 1 : 0));
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteQueue(Utf8JsonWriter json, InstanceState state)
    {
        var work = state.Queue.Items.Concat(Parked(state)).ToList();
        if (work.Count == 0)
        {
            return;
        }

        json.WriteStartArray("q"u8);
        foreach (var item in work)
        {
            WriteItem(json, item);
        }

        json.WriteEndArray();
    }

    private static void WriteItem(Utf8JsonWriter json, WorkItem item)
    {
        json.WriteStartObject();
        json.WriteNumber("t"u8, (int)item.Kind);
        json.WriteString("n"u8, item.Node.NodeId);
        Number(json, "o"u8, item.Owner?.Number);
        Number(json, "x"u8, item.Context?.Number);
        Number(json, "h"u8, item.Child?.Number);
        Node(json, "g"u8, item.Tag);
        Flag(json, "b"u8, item.IsBackward);
        Node(json, "a"u8, item.Answer);
        WriteDynamic(json, "d"u8, item.Variables);
        if (item.Resumption is { } resumption)
        {
            json.WriteStartObject("r"u8);
            json.WriteString("n"u8, resumption.BookmarkName);
            Node(json, "p"u8, resumption.Payload);
            Node(json, "i"u8, resumption.Input);
            json.WriteNumber("c"u8, resumption.Actor.CompanyId);
            Number(json, "u"u8, resumption.Actor.UserId);
            json.WriteString("a"u8, resumption.Actor.Name);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteBookmarks(Utf8JsonWriter json, InstanceState state)
    {
        if (state.Bookmarks.Count == 0)
        {
            return;
        }

        json.WriteStartArray("b"u8);
        foreach (var bookmark in state.Bookmarks)
        {
            json.WriteStartObject();
            json.WriteNumber("i"u8, bookmark.Id);
            json.WriteNumber("x"u8, bookmark.Context.Number);
            json.WriteString("n"u8, bookmark.Name);
            Node(json, "p"u8, bookmark.Payload);
            Number(json, "r"u8, bookmark.ResumeAt?.ToUnixTimeMilliseconds());
            Flag(json, "k"u8, !bookmark.AutoBurn);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFaults(Utf8JsonWriter json, InstanceState state)
    {
        if (state.Faults.Count == 0)
        {
            return;
        }

        json.WriteStartObject("fl"u8);
        foreach (var (number, item) in state.Faults)
        {
            json.WritePropertyName(number.ToString(CultureInfo.InvariantCulture));
            WriteItem(json, item);
        }

        json.WriteEndObject();
    }

    private static void WriteCompensations(Utf8JsonWriter json, InstanceState state)
    {
        if (state.Compensations.Count == 0)
        {
            return;
        }

        json.WriteStartArray("k"u8);
        foreach (var compensation in state.Compensations)
        {
            json.WriteStartObject();
            json.WriteString("n"u8, compensation.Node.NodeId);
            json.WriteNumber("x"u8, compensation.ContextNumber);
            WriteDynamic(json, "d"u8, compensation.Variables);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Value(Utf8JsonWriter json, object? value)
    {
        switch (ValueConverter.Storable(value))
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case long number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            case JsonNode node: node.WriteTo(json); break;
            case var other: JsonSerializer.Serialize(json, other, ValueConverter.Options); break;
        }
    }

    private static void Members(Utf8JsonWriter json, ReadOnlySpan<byte> name, JsonObject value)
    {
        if (value.Count > 0)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    private static void Node(Utf8JsonWriter json, ReadOnlySpan<byte> name, JsonNode? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static void Flag(Utf8JsonWriter json, ReadOnlySpan<byte> name, bool value)
    {
        if (value)
        {
            json.WriteNumber(name, 1);
        }
    }
}
