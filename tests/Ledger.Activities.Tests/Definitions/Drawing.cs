using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Workflows.Graph;

namespace Ledger.Activities.Tests.Definitions;

/// <summary>
/// What the studio draws of a flowchart, computed from its JSON: a node is a box of its position and size, in-ports stand on
/// the left side and out-ports on the right, evenly; a line goes from port to port through its vertices. The studio's router
/// keeps to those points as long as they are on its grid and at right angles (docs/designer.md).
/// </summary>
internal sealed class Drawing
{
    // Every coordinate is a multiple of it, so two lines that cross have one of these points in common.
    private const int Unit = 10;

    // The studio rounds the corners of lines to its grid.
    private const int Grid = 20;

    // Nearer than this the studio's router finds no straight way between two ports and draws a loop.
    private const int Straight = 80;

    private readonly List<Box> _boxes = [];
    private readonly List<Line> _lines = [];
    private readonly List<string> _problems = [];

    private Drawing(JsonObject definition, ActivityRegistry registry)
    {
        var root = definition["root"]!.AsObject();
        foreach (var activity in root["activities"]!.AsArray())
        {
            ReadNode(activity!.AsObject(), registry);
        }

        foreach (var connection in root["connections"]!.AsArray())
        {
            ReadLine(connection!.AsObject());
        }
    }

    /// <summary>What is not drawn well, each with the names of the activities.</summary>
    public static IReadOnlyList<string> ProblemsOf(JsonObject definition, ActivityRegistry registry)
    {
        var drawing = new Drawing(definition, registry);
        drawing.CheckNodes();
        foreach (var line in drawing._lines)
        {
            drawing.CheckLine(line);
        }

        drawing.CheckCrossings();
        return drawing._problems;
    }

    private void ReadNode(JsonObject activity, ActivityRegistry registry)
    {
        var id = (string)activity["id"]!;
        var descriptor = registry.Find((string)activity["type"]!)!;
        var metadata = activity["metadata"]!.AsObject();
        if (metadata["designer"]?["position"] is not JsonObject position || metadata["designer"]!["size"] is not JsonObject size)
        {
            _problems.Add($"{id} has no place");
            return;
        }

        var box = new Box(id, (int)position["x"]!, (int)position["y"]!, (int)size["width"]!, (int)size["height"]!, OutcomesOf(activity, descriptor));
        _boxes.Add(box);
        var text = (string?)metadata["displayText"];
        if (string.IsNullOrWhiteSpace(text) || string.IsNullOrWhiteSpace((string?)metadata["description"]))
        {
            _problems.Add($"{id} has no name or no note");
            return;
        }

        // Measured in the studio: about 7 pixels a letter of the name and 6 of the type beside some 100 for icon and menu.
        var type = descriptor.Text("Name", CultureInfo.GetCultureInfo("es")) ?? string.Empty;
        if (box.Width < Math.Max(95 + (66 * text.Length / 10), 95 + (58 * type.Length / 10)))
        {
            _problems.Add($"the text of {id} does not fit");
        }
    }

    private static string[] OutcomesOf(JsonObject activity, ActivityDescriptor descriptor)
    {
        if (descriptor.Attribute.IsTerminal)
        {
            return [];
        }

        var dynamic = activity["outcomes"]?["expression"]?["value"] is JsonValue value
            ? JsonNode.Parse((string)value!)!.AsArray().Select(n => (string)n!).ToArray() : [];
        return dynamic is { Length: > 0 } ? dynamic : descriptor.Attribute.Outcomes is { Length: > 0 } fixedOnes ? fixedOnes : ["Done"];
    }

    private void ReadLine(JsonObject connection)
    {
        var source = _boxes.Single(b => b.Id == (string)connection["source"]!["activity"]!);
        var target = _boxes.Single(b => b.Id == (string)connection["target"]!["activity"]!);
        var port = (string)connection["source"]!["port"]!;
        var index = Array.IndexOf(source.Outcomes, port);
        var corners = new List<Point> { new(source.X + source.Width, source.Y + (source.Height * ((2 * index) + 1) / (2 * source.Outcomes.Length))) };
        corners.AddRange((connection["vertices"]?.AsArray() ?? []).Select(v => new Point((int)v!["x"]!, (int)v["y"]!)));
        corners.Add(new Point(target.X, target.Y + (target.Height / 2)));
        _lines.Add(new Line($"{source.Id}.{port} -> {target.Id}", source, target, corners));
        if (index < 0)
        {
            _problems.Add($"{source.Id} has no outcome {port}");
        }
    }

    private void CheckNodes()
    {
        for (var i = 0; i < _boxes.Count; i++)
        {
            foreach (var other in _boxes.Skip(i + 1).Where(other => _boxes[i].IsNear(other, Grid)))
            {
                _problems.Add($"{_boxes[i].Id} touches {other.Id}");
            }
        }
    }

    private void CheckLine(Line line)
    {
        var corners = line.Corners;
        if (corners.Any(c => c.Y % Grid != 0) || corners.Skip(1).SkipLast(1).Any(c => c.X % Grid != 0))
        {
            _problems.Add($"{line.Name} is not on the grid");
        }

        if (corners.Zip(corners.Skip(1)).Any(p => p.First.X != p.Second.X && p.First.Y != p.Second.Y))
        {
            _problems.Add($"{line.Name} is not at right angles");
            return;
        }

        if (corners[1].X <= corners[0].X || corners[^2].X >= corners[^1].X || (corners.Count == 2 && corners[1].X - corners[0].X < Straight))
        {
            _problems.Add($"{line.Name} does not leave to the right and arrive from the left with room");
        }

        foreach (var box in _boxes)
        {
            // At its own two nodes a line may stand on the side where its port is, and there only.
            var points = line.Points().Where(p => !(box == line.Source && p.X >= box.X + box.Width) && !(box == line.Target && p.X <= box.X));
            if (points.Any(p => box.Contains(p, Unit)))
            {
                _problems.Add($"{line.Name} touches {box.Id}");
            }
        }
    }

    private void CheckCrossings()
    {
        for (var i = 0; i < _lines.Count; i++)
        {
            var points = _lines[i].Points().ToList();
            foreach (var other in _lines.Skip(i + 1))
            {
                var others = other.Points().ToList();
                var meets = points.FindIndex(others.Contains);

                // Lines to one activity may become one, and stay it to the end.
                if (meets >= 0 && !(_lines[i].Target == other.Target && points[meets..].SequenceEqual(others[others.IndexOf(points[meets])..])))
                {
                    _problems.Add($"{_lines[i].Name} crosses {other.Name}");
                }
            }
        }
    }

    private readonly record struct Point(int X, int Y);

    private sealed record Box(string Id, int X, int Y, int Width, int Height, string[] Outcomes)
    {
        public bool Contains(Point point, int margin) =>
            point.X > X - margin && point.X < X + Width + margin && point.Y > Y - margin && point.Y < Y + Height + margin;

        public bool IsNear(Box other, int room) =>
            X < other.X + other.Width + room && other.X < X + Width + room && Y < other.Y + other.Height + room && other.Y < Y + Height + room;
    }

    private sealed record Line(string Name, Box Source, Box Target, List<Point> Corners)
    {
        public IEnumerable<Point> Points()
        {
            yield return Corners[0];
            foreach (var (from, to) in Corners.Zip(Corners.Skip(1)))
            {
                var steps = Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)) / Unit;
                for (var i = 1; i <= steps; i++)
                {
                    yield return new Point(from.X + (Math.Sign(to.X - from.X) * Unit * i), from.Y + (Math.Sign(to.Y - from.Y) * Unit * i));
                }
            }
        }
    }
}
