using System.Globalization;
using Spectre.Console;

namespace Ledger.Benchmarks;

/// <summary>The table of results: name, value, baseline, ratio, goal, met or not.</summary>
public sealed class Report
{
    private readonly List<Line> _lines = [];

    /// <summary>True when every goal was met.</summary>
    public bool AllMet => _lines.All(line => line.Met != false);

    /// <summary>Adds a figure with a goal for its ratio to a baseline of the same run.</summary>
    public void AddRatio(string name, double value, string unit, double baseline, double goal, bool largerIsBetter = true)
    {
        var ratio = value / baseline;
        _lines.Add(new Line(
            name, Number(value, unit), Number(baseline, unit), Number(ratio, "x"), $"{(largerIsBetter ? ">=" : "<=")} {Number(goal, "x")}",
            largerIsBetter ? ratio >= goal : ratio <= goal));
    }

    /// <summary>Adds a figure with a goal for itself.</summary>
    public void AddValue(string name, double value, string unit, double goal, bool largerIsBetter = false) =>
        _lines.Add(new Line(
            name, Number(value, unit), string.Empty, string.Empty, $"{(largerIsBetter ? ">=" : "<=")} {Number(goal, unit)}",
            largerIsBetter ? value >= goal : value <= goal));

    /// <summary>Adds a figure for information.</summary>
    public void AddInfo(string name, double value, string unit) =>
        _lines.Add(new Line(name, Number(value, unit), string.Empty, string.Empty, string.Empty, null));

    /// <summary>Writes the table.</summary>
    public void Print()
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in new[] { "name", "value", "baseline", "ratio", "goal", "met" })
        {
            table.AddColumn(new TableColumn(column) { NoWrap = true, Alignment = column is "name" or "met" ? Justify.Left : Justify.Right });
        }

        foreach (var line in _lines)
        {
            table.AddRow(
                new Text(line.Name), new Text(line.Value), new Text(line.Baseline), new Text(line.Ratio), new Text(line.Goal),
                new Text(line.Met switch { true => "met", false => "NOT MET", null => string.Empty }));
        }

        // A log has no width; without one the table would be cut at 80 columns.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        AnsiConsole.Write(table);
    }

    private static string Number(double value, string unit) => string.Create(
        CultureInfo.InvariantCulture, $"{value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "#,##0", CultureInfo.InvariantCulture)} {unit}");

    private sealed record Line(string Name, string Value, string Baseline, string Ratio, string Goal, bool? Met);
}
