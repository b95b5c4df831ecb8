using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Ledger.Domain.Imports;

/// <summary>
/// Reads a text file line by line without ever holding more than one line: UTF-8 where the bytes of the line are valid
/// UTF-8, Latin-1 where they are not (files of the tax authority come in both, and edited ones in a mixture), LF or CRLF.
/// </summary>
internal sealed class ImportLines(Stream stream, ImportLimits limits) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[1 << 16];
    private byte[] _line = new byte[1024];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The number of the line read last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The hash of what was read; after the last line, of the file.</summary>
    public string Hash => Convert.ToHexString(_hash.GetCurrentHash());

    /// <summary>Reads the next line; false at the end of the file.</summary>
    /// <param name="text">The line without its end; empty when <paramref name="problem"/> says why it cannot be read.</param>
    /// <param name="problem">The code of what is wrong with the line; null when nothing is.</param>
    /// <exception cref="DomainException">The file is in UTF-16 or larger than the limit.</exception>
    public bool TryRead(out string text, out string? problem)
    {
        (text, problem) = (string.Empty, null);
        var length = 0;
        var isTooLong = false;
        while (true)
        {
            if (_start == _end && !Fill())
            {
                if (length == 0 && !isTooLong)
                {
                    return false;
                }

                break;
            }

            var available = _buffer.AsSpan(_start, _end - _start);
            var newline = available.IndexOf((byte)'\n');
            var part = newline < 0 ? available : available[..newline];
            isTooLong = isTooLong || length + part.Length > limits.LineBytesMax;
            if (!isTooLong)
            {
                Append(part, length);
                length += part.Length;
            }

            _start += newline < 0 ? part.Length : part.Length + 1;
            if (newline >= 0)
            {
                break;
            }
        }

        Number++;
        problem = isTooLong ? "import.line-too-long" : null;
        if (problem is null)
        {
            Decode(length, out text, out problem);
        }

        return true;
    }

    public void Dispose()
    {
        _hash.Dispose();
        stream.Dispose();
    }

    private void Append(ReadOnlySpan<byte> part, int length)
    {
        if (_line.Length < length + part.Length)
        {
            Array.Resize(ref _line, Math.Max(_line.Length * 2, length + part.Length));
        }

        part.CopyTo(_line.AsSpan(length));
    }

    private void Decode(int length, out string text, out string? problem)
    {
        (text, problem) = (string.Empty, null);
        ReadOnlySpan<byte> bytes = _line.AsSpan(0, length);
        if (Number == 1)
        {
            if (bytes.StartsWith(new byte[] { 0xFF, 0xFE }) || bytes.StartsWith(new byte[] { 0xFE, 0xFF }))
            {
                throw new DomainException("import.utf16", "The file is in UTF-16: save it as UTF-8 or Latin-1.");
            }

            bytes = bytes.StartsWith(new byte[] { 0xEF, 0xBB, 0xBF }) ? bytes[3..] : bytes;
        }

        bytes = bytes.TrimEnd((byte)'\r');
        if (bytes.Contains((byte)0))
        {
            problem = "import.nul";
            return;
        }

        text = Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
    }

    private bool Fill()
    {
        if (_ended)
        {
            return false;
        }

        (_start, _end) = (0, stream.Read(_buffer));
        _ended = _end == 0;
        BytesRead += _end;
        if (BytesRead > limits.FileBytesMax)
        {
            throw new DomainException("import.too-large", $"The file is larger than {limits.FileBytesMax} bytes.", limits.FileBytesMax >> 20);
        }

        _hash.AppendData(_buffer, 0, _end);
        return !_ended;
    }
}
