using System.Globalization;
using Ledger.Api.DataViews.Query;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation;
using Ledger.Foundation.Auditing;

namespace Ledger.Api.DataViews.Export;

/// <summary>
/// Writes whole views: rows and totals of one moment of the database, into a temporary file, so that a failure in the middle is
/// an error and never half a file. Who exported what is audited before anything is written.
/// </summary>
internal sealed class ViewExporter(LedgerDatabase database, ViewReader reader) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(ExportLimits.AtOnce);

    /// <summary>Exports.</summary>
    /// <exception cref="RequestRefusedException"><c>view.export-busy</c>, <c>view.export-too-many</c>, and the codes of a page.</exception>
    public async Task<ExportedFile> ExportAsync(ExportRequest request, Caller caller, ViewTexts texts, CancellationToken cancellationToken)
    {
        if (!await _gate.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            throw new RequestRefusedException(429, "view.export-busy", "Too many exports are under way on this node.", ExportLimits.RetrySeconds)
            {
                RetryAfter = TimeSpan.FromSeconds(ExportLimits.RetrySeconds),
            };
        }

        try
        {
            return await WriteAsync(request, caller, texts, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<ExportedFile> WriteAsync(ExportRequest request, Caller caller, ViewTexts texts, CancellationToken cancellationToken)
    {
        var columns = ColumnsOf(request);
        await using var connection = await ReadConnection.OpenAsync(database, isLarge: true, cancellationToken);
        var context = await ViewReader.ContextAsync(connection, database, caller.Company, cancellationToken);
        var totals = await reader.TotalsAsync(connection, request.View, context, request.Query, cancellationToken);
        var most = request.Format == ExportFormat.Html ? ViewLimits.PrintedRows : ExportLimits.Rows;
        if (totals.Count > most)
        {
            throw new RequestRefusedException(422, "view.export-too-many", $"{totals.Count} rows are more than {most}.", totals.Count, most);
        }

        var statement = new ViewCompiler(request.View, database.Kind, context).Rows(Ordered(request.Query), columns);
        await AuditAsync(request, caller, totals.Count);
        var content = TemporaryFile();
        try
        {
            using (var writer = Writer(request, Sheet(request, columns, caller, texts, context), content))
            {
                await RowsAsync(connection, statement, request.View, columns, context, writer, cancellationToken);
                writer.End(totals);
            }

            content.Position = 0;
            return new ExportedFile(content, ContentType(request.Format), Name(request, texts, context), totals.Count);
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    // Grouped rows come together in a file too.
    private static ViewQuery Ordered(ViewQuery query) => query.Groups.Count == 0
        ? query
        : query with { Sort = [.. query.Groups.Select(g => query.Sort.FirstOrDefault(s => s.Column == g.Column) ?? new ViewSort(g.Column)), .. query.Sort] };

    private static IReadOnlyList<ViewColumn> ColumnsOf(ExportRequest request)
    {
        var all = ViewReader.ColumnsOf(request.View, request.Query.Columns);
        // What links of the page need is no part of the file; a currency is, or an amount would be without it.
        var wanted = request.Query.Columns.Count == 0 ? request.View.Columns.Count(c => c.IsVisible) : request.Query.Columns.Distinct(StringComparer.OrdinalIgnoreCase).Count();
        return [.. all.Where((c, i) => i < wanted || all.Take(wanted).Any(w => c.Name.Equals(w.Currency, StringComparison.OrdinalIgnoreCase)))];
    }

    private static Task RowsAsync(
        ReadConnection connection, SqlStatement statement, DataView view, IReadOnlyList<ViewColumn> columns, ViewContext context, IRowWriter writer,
        CancellationToken cancellationToken)
    {
        var values = new object?[columns.Count];
        return connection.EachAsync(
            statement,
            row =>
            {
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = ValueReader.Read(row, view.RowKey.Count + i, columns[i], context.Zone);
                }

                writer.Write(values);
                return true;
            },
            cancellationToken);
    }

    private Task AuditAsync(ExportRequest request, Caller caller, long rows) => database.WriteAsync(
        tx =>
        {
            AuditTrail.Record(tx, caller.Actor, new AuditChange("view.exported", "view", request.View.Key, new
            {
                Format = request.Format.ToString(),
                Rows = rows,
                request.Query.Search,
                Filter = request.Query.Filter is { } filter ? FilterJson.Write(filter) : null,
                Columns = request.Query.Columns.Count == 0 ? null : request.Query.Columns,
            }));
            return Task.CompletedTask;
        },
        CancellationToken.None);

    private static ExportSheet Sheet(ExportRequest request, IReadOnlyList<ViewColumn> columns, Caller caller, ViewTexts texts, ViewContext context) => new(
        request.View, columns, texts, new ViewFormat(texts), context.LocalCurrency,
        $"{caller.CompanyName} · {texts.Text("views.printed", context.Today.ToString("d", texts.Culture), caller.DisplayName)}");

    private static IRowWriter Writer(ExportRequest request, ExportSheet sheet, Stream into) => request.Format switch
    {
        ExportFormat.Xlsx => new XlsxRowWriter(sheet, into),
        ExportFormat.Csv => new CsvRowWriter(sheet, into, request.IsInvariant),
        _ => new HtmlRowWriter(sheet, into),
    };

    private static FileStream TemporaryFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            BufferSize = 64 * 1024,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // the folder is everybody's
        }

        return new FileStream(Path.Combine(Path.GetTempPath(), $"ledger-export-{Guid.NewGuid():N}"), options);
    }

    private static string ContentType(ExportFormat format) => format switch
    {
        ExportFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ExportFormat.Csv => "text/csv; charset=utf-8",
        _ => "text/html; charset=utf-8",
    };

    private static string Name(ExportRequest request, ViewTexts texts, ViewContext context) => string.Create(
        CultureInfo.InvariantCulture, $"{texts.Title(request.View)} {context.Today:yyyy-MM-dd}.{request.Format.ToString().ToLowerInvariant()}");
}
