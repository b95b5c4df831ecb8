using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Persistence;

namespace Ledger.Workflows.Journal;

/// <summary>
/// The journal lines of one burst as one short document: some six bytes a line. Ids and names of activities are not
/// repeated in it; they follow from the version's graph.
/// </summary>
internal static class JournalCodec
{
    private const byte Format = 2;
    private const byte HasMessage = 0x10;
    private const byte HasPayload = 0x20;
    private const byte HasTime = 0x40;

    // Codes are stored: never renumber; 0 is a name written out.
    private static readonly string[] Names = ["", "Started", "Completed", "Resumed", "Suspended", "Canceled", "Faulted"];

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static byte[] Write(List<JournalLine> lines)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(4_096);
        buffer.ResetWrittenCount();
        var time = lines[0].At.ToUnixTimeMilliseconds();
        Byte(buffer, Format);
        Number(buffer, lines.Count);
        Number(buffer, lines[0].Sequence);
        Number(buffer, time);
        foreach (var line in lines)
        {
            var code = Math.Max(0, Array.IndexOf(Names, line.EventName));
            var at = line.At.ToUnixTimeMilliseconds();
            Byte(buffer, (byte)(code | (line.Message is null ? 0 : HasMessage) | (line.Payload is null ? 0 : HasPayload) | (at == time ? 0 : HasTime)));
            if (code == 0)
            {
                Text(buffer, line.EventName);
            }

            Number(buffer, line.ContextId);
            Number(buffer, line.ParentContextId);
            Number(buffer, line.NodeIndex + 1); // -1 stands for the instance itself.
            if (at != time)
            {
                Number(buffer, Math.Max(0, at - time));
                time = Math.Max(at, time);
            }

            if (line.Message is not null)
            {
                Text(buffer, line.Message);
            }

            if (line.Payload is not null)
            {
                Text(buffer, line.Payload.ToJsonString());
            }
        }

        return Packing.Pack(buffer.WrittenSpan.ToArray());
    }

    public static void Read(byte[] packed, List<JournalLine> lines)
    {
        var cursor = Open(packed);
        while (cursor.MoveNext())
        {
            lines.Add(cursor.Line());
        }
    }

    /// <summary>Goes over the lines of a chunk without building what is not asked for: a page of a long journal reads it all.</summary>
    public static Cursor Open(byte[] packed)
    {
        var source = Packing.Unpack(packed);
        if (source[0] != Format)
        {
            throw new JsonException($"A journal chunk of format {source[0]} cannot be read by this version.");
        }

        return new Cursor(source[1..]);
    }

    /// <summary>A place in a chunk.</summary>
    public ref struct Cursor
    {
        private readonly long _first;
        private readonly int _count;
        private ReadOnlySpan<byte> _source;
        private ReadOnlySpan<byte> _message;
        private ReadOnlySpan<byte> _payload;
        private int _index;
        private byte _head;
        private long _time;

        public Cursor(ReadOnlySpan<byte> source)
        {
            _source = source;
            _count = (int)Number(ref _source);
            _first = Number(ref _source);
            _time = Number(ref _source);
            _index = -1;
        }

        public readonly long Sequence => _first + _index;

        public string EventName { get; private set; } = string.Empty;

        public int ContextId { get; private set; }

        public int ParentContextId { get; private set; }

        public int NodeIndex { get; private set; }

        public readonly DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(_time);

        public readonly string? Message => (_head & HasMessage) != 0 ? Encoding.UTF8.GetString(_message) : null;

        public readonly JsonObject? Payload => (_head & HasPayload) != 0 ? JsonNode.Parse(_payload) as JsonObject : null;

        public bool MoveNext()
        {
            if (++_index >= _count)
            {
                return false;
            }

            _head = _source[0];
            _source = _source[1..];
            var code = _head & 0x0F;
            EventName = code == 0 ? Encoding.UTF8.GetString(Piece(ref _source)) : Names[code];
            ContextId = (int)Number(ref _source);
            ParentContextId = (int)Number(ref _source);
            NodeIndex = (int)Number(ref _source) - 1;
            _time += (_head & HasTime) != 0 ? Number(ref _source) : 0;
            _message = (_head & HasMessage) != 0 ? Piece(ref _source) : default;
            _payload = (_head & HasPayload) != 0 ? Piece(ref _source) : default;
            return true;
        }

        public readonly JournalLine Line() => new(Sequence, At, EventName, ContextId, ParentContextId, NodeIndex, Message, Payload);
    }

    private static void Byte(ArrayBufferWriter<byte> buffer, byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }

    private static void Number(ArrayBufferWriter<byte> buffer, long value)
    {
        var span = buffer.GetSpan(10);
        var length = 0;
        var rest = (ulong)value;
        while (rest >= 0x80)
        {
            span[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[length++] = (byte)rest;
        buffer.Advance(length);
    }

    private static void Text(ArrayBufferWriter<byte> buffer, string text)
    {
        Number(buffer, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, buffer);
    }

    private static long Number(ref ReadOnlySpan<byte> source)
    {
        ulong value = 0;
        for (int i = 0, shift = 0; ; i++, shift += 7)
        {
            value |= (ulong)(source[i] & 0x7F) << shift;
            if (source[i] < 0x80)
            {
                source = source[(i + 1)..];
                return (long)value;
            }
        }
    }

    private static ReadOnlySpan<byte> Piece(scoped ref ReadOnlySpan<byte> source)
    {
        var length = (int)Number(ref source);
        var piece = source[..length];
        source = source[length..];
        return piece;
    }
}
