using System.Threading.Channels;
using Ledger.Foundation;

namespace Ledger.Domain.Imports;

/// <summary>
/// The frame of an importer (T1, T2): reads a file in chunks, says what would become of each line, and runs: a chunk is one
/// unit of work that holds the rows, the verdicts and the place reached, so that an import that was interrupted goes on where
/// it was and never takes a line twice. One object imports one file once.
/// </summary>
/// <typeparam name="T">What a line says.</typeparam>
public abstract class Importer<T>(LedgerDatabase database, Actor actor, ImportLimits? limits = null)
    where T : class
{
    private const int RacesMax = 5;

    /// <summary>What is imported, such as <c>purchase-register</c>; kept with the import.</summary>
    protected abstract string Kind { get; }

    /// <summary>The limits.</summary>
    protected ImportLimits Limits { get; } = limits ?? new ImportLimits();

    /// <summary>On whose behalf.</summary>
    protected Actor Actor => actor;

    /// <summary>The time and the keys.</summary>
    protected LedgerDatabase Database => database;

    /// <summary>Reads what does not change while the import runs: the company, its parameters.</summary>
    /// <exception cref="DomainException">The import cannot be done at all.</exception>
    protected abstract Task PrepareAsync(IImportData data);

    /// <summary>Reads the header.</summary>
    /// <exception cref="DomainException">The file is not of this kind, or not this company's.</exception>
    protected abstract void ReadHeader(string fileName, string header);

    /// <summary>Reads a line; null when it only continued the one before or is empty.</summary>
    protected abstract ImportedRow<T>? Read(int line, string text);

    /// <summary>Decides what becomes of lines that could be read, by what is there already. It may run again for the same rows.</summary>
    protected abstract Task JudgeAsync(IImportData data, IReadOnlyList<ImportedRow<T>> rows);

    /// <summary>Writes the rows that are not rejected or unchanged, and audits them.</summary>
    protected abstract Task WriteAsync(LedgerSession session, long batchId, IReadOnlyList<ImportedRow<T>> rows);

    /// <summary>Called once the rows are on disk.</summary>
    protected abstract void Committed();

    /// <summary>Says what an import would do; writes nothing.</summary>
    /// <exception cref="DomainException">The file as a whole is refused.</exception>
    public async Task<ImportPreview> CheckAsync(
        ImportFile file, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var data = new CommittedData(database, actor.CompanyId);
        await PrepareAsync(data);
        var counts = new ImportCounts();
        var lines = new List<ImportPreviewLine>();
        await foreach (var chunk in ChunksAsync(file, cancellationToken))
        {
            await JudgeAsync(data, chunk.Rows);
            Committed();
            counts.Add(chunk.Rows);
            foreach (var row in chunk.Rows)
            {
                lines.AddRange(row.Reasons.Take(Limits.PreviewReasonsMax - lines.Count).Select(reason => new ImportPreviewLine(row.Line, row.Verdict, reason)));
            }

            progress?.Report(new ImportProgress(counts.Rows, chunk.BytesRead, file.Length));
        }

        return new ImportPreview(
            file.Name, await HashAsync(file, cancellationToken), counts.Rows, counts.Accepted, counts.Rejected, counts.Warned, counts.Unchanged, lines);
    }

    /// <summary>
    /// Imports the file and returns the key of the <see cref="ImportBatch"/>. The same file that was interrupted goes on where
    /// it was; a file that was imported before is imported again, and its lines are found unchanged.
    /// </summary>
    /// <remarks>Cancelling stops after the chunk at work; what was written stays, and the import may be gone on with.</remarks>
    /// <exception cref="DomainException">The file as a whole is refused; nothing was written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<long> RunAsync(
        ImportFile file, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await PrepareAsync(new CommittedData(database, actor.CompanyId));
        using (var lines = new ImportLines(file.Open(), Limits))
        {
            ReadFirst(file, lines);
        }

        var journal = new ImportJournal(database, actor, Kind);
        var (batchId, position) = await journal.BeginAsync(file.Name, await HashAsync(file, cancellationToken), cancellationToken);
        try
        {
            var done = 0;
            await foreach (var chunk in ChunksAsync(file, cancellationToken))
            {
                chunk.Rows.RemoveAll(row => row.Line <= position);
                done += chunk.Rows.Count;
                if (chunk.Rows.Count > 0)
                {
                    await RunChunkAsync(journal, batchId, position, chunk);
                    position = chunk.Rows[^1].Line;
                }

                progress?.Report(new ImportProgress(done, chunk.BytesRead, file.Length));
            }
        }
        catch (OperationCanceledException)
        {
            await journal.EndAsync(batchId, ImportState.Cancelled);
            throw;
        }
        catch (Exception)
        {
            await journal.EndAsync(batchId, ImportState.Failed);
            throw;
        }

        await journal.EndAsync(batchId, ImportState.Completed);
        return batchId;
    }

    private async Task RunChunkAsync(ImportJournal journal, long batchId, long position, Chunk chunk)
    {
        var asRead = chunk.Rows.Select(row => (row.Verdict, row.Reasons.Count)).ToArray();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await database.WriteAsync(actor, async session =>
                {
                    for (var i = 0; i < asRead.Length; i++)
                    {
                        chunk.Rows[i].ResetTo(asRead[i].Verdict, asRead[i].Count);
                    }

                    await journal.MoveAsync(session, batchId, position, chunk.Rows[^1].Line);
                    await JudgeAsync(new SessionData(session), chunk.Rows);
                    await WriteAsync(session, batchId, chunk.Rows);
                    await journal.WriteLinesAsync(session, batchId, chunk.Rows);
                });
                Committed();
                return;
            }
            catch (Exception e) when (attempt < RacesMax && (e is ImportRaceException || LedgerTransaction.IsDuplicateKey(e)))
            {
                // Somebody entered or changed one of the documents or suppliers in the meantime: the chunk is judged anew.
            }
        }
    }

    private string ReadFirst(ImportFile file, ImportLines lines)
    {
        if (file.Length > Limits.FileBytesMax)
        {
            throw new DomainException("import.too-large", $"The file is larger than {Limits.FileBytesMax} bytes.", Limits.FileBytesMax >> 20);
        }

        if (!lines.TryRead(out var header, out var problem) || header.AsSpan().IsWhiteSpace())
        {
            throw new DomainException(problem ?? "import.empty", "The first line is missing or cannot be read.", 1);
        }

        ReadHeader(file.Name, header);
        return header;
    }

    private async IAsyncEnumerable<Chunk> ChunksAsync(
        ImportFile file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Reading goes on while the chunk before is being written.
        var channel = Channel.CreateBounded<Chunk>(2);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => ReadAsync(file, channel.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var chunk in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return chunk;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private async Task ReadAsync(ImportFile file, ChannelWriter<Chunk> writer, CancellationToken cancellationToken)
    {
        try
        {
            using var lines = new ImportLines(file.Open(), Limits);
            ReadFirst(file, lines);
            var rows = new List<ImportedRow<T>>(Limits.ChunkLines);
            while (lines.TryRead(out var text, out var problem))
            {
                var row = problem is null ? Read(lines.Number, text) : Unreadable(lines.Number, problem);
                if (row is null)
                {
                    continue;
                }

                // A chunk ends only where a new row begins, so that the lines that continue a row are with it.
                if (rows.Count >= Limits.ChunkLines)
                {
                    await writer.WriteAsync(new Chunk(rows, lines.BytesRead), cancellationToken);
                    rows = new List<ImportedRow<T>>(Limits.ChunkLines);
                }

                rows.Add(row);
            }

            if (rows.Count > 0)
            {
                await writer.WriteAsync(new Chunk(rows, lines.BytesRead), cancellationToken);
            }

            writer.Complete();
        }
        catch (Exception e)
        {
            // Thrown again where the chunks are taken.
            writer.TryComplete(e);
        }
    }

    private ImportedRow<T> Unreadable(int line, string problem)
    {
        var row = new ImportedRow<T> { Line = line };
        row.Reject(new ImportReason(problem, Arguments: [Limits.LineBytesMax]));
        return row;
    }

    private static async Task<string> HashAsync(ImportFile file, CancellationToken cancellationToken)
    {
        await using var stream = file.Open();
        return Convert.ToHexString(await System.Security.Cryptography.SHA256.HashDataAsync(stream, cancellationToken));
    }

    private sealed record Chunk(List<ImportedRow<T>> Rows, long BytesRead);
}
