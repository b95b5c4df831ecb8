using System.Globalization;
using System.Text.Json;
using Ledger.Api.Http;
using Ledger.Foundation.Texts;
using Spectre.Console;

namespace Ledger.Api.CommandLine;

/// <summary>Writes results: a table for people, JSON with --json; progress bars only on a terminal.</summary>
internal sealed class CommandOutput(bool json)
{
    private static readonly JsonSerializerOptions Indented = new(LedgerJson.Options) { WriteIndented = true };

    /// <summary>True when answers are JSON.</summary>
    public bool IsJson { get; } = json;

    /// <summary>A sentence for people; nothing with --json.</summary>
    public void Say(string text)
    {
        if (!IsJson)
        {
            Console.Out.WriteLine(text);
        }
    }

    /// <summary>One object: as JSON, or as <paramref name="text"/>.</summary>
    public void Write<T>(T value, Func<T, string> text) =>
        Console.Out.WriteLine(IsJson ? JsonSerializer.Serialize(value, Indented) : text(value));

    /// <summary>A list: as JSON, or as a table with these columns.</summary>
    public void List<T>(IReadOnlyList<T> rows, params (string Title, Func<T, object?> Cell)[] columns)
    {
        if (IsJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(rows, Indented));
            return;
        }

        var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.None : TableBorder.Rounded);
        foreach (var (title, _) in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(title)).NoWrap());
        }

        foreach (var row in rows)
        {
            table.AddRow([.. columns.Select(c => Markup.Escape(Format(c.Cell(row))))]);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = 400; // a pipe has no width; scripts must not get wrapped lines
        }

        console.Write(table);
    }

    /// <summary>Long work with a bar on a terminal, a line at each tenth elsewhere.</summary>
    public async Task<T> ProgressAsync<T>(string title, Func<IProgress<(long Done, long Total)>, Task<T>> work)
    {
        if (IsJson || Console.IsOutputRedirected)
        {
            return await work(new PlainProgress(title, IsJson));
        }

        return await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(title));
                var result = await work(new BarProgress(task));
                task.Value = task.MaxValue;
                return result;
            });
    }

    /// <summary>Writes why a command was refused and returns its exit code.</summary>
    public int Refuse(Globals globals, Exception exception, MessageCatalog? texts)
    {
        var refusal = Refusal.Of(exception);
        var text = refusal.IsUnexpected ? exception.ToString() : globals.Explain(refusal, texts);
        if (IsJson)
        {
            Console.Error.WriteLine(JsonSerializer.Serialize(new { refusal.Code, Message = text, refusal.Field }, LedgerJson.Options));
        }
        else
        {
            Console.Error.WriteLine($"{refusal.Code}: {text}");
        }

        return ExitCodes.Of(refusal);
    }

    private static string Format(object? value) => value switch
    {
        null => string.Empty,
        DateTimeOffset time => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        decimal amount => amount.ToString("#,0.####", Language.Spanish),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    private sealed class BarProgress(ProgressTask task) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value)
        {
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = value.Done;
        }
    }

    // Progress goes to stderr, so that stdout stays the result.
    private sealed class PlainProgress(string title, bool silent) : IProgress<(long Done, long Total)>
    {
        private long _tenths = -1;

        public void Report((long Done, long Total) value)
        {
            var tenths = value.Total > 0 ? value.Done * 10 / value.Total : 0;
            if (!silent && tenths > _tenths)
            {
                _tenths = tenths;
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {value.Done}/{value.Total}"));
            }
        }
    }
}
