using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Ledger.Api.Http;

namespace Ledger.Api.Scenarios;

/// <summary>Reads scenarios strictly: what is not known is an error with its line, never overlooked.</summary>
internal static partial class ScenarioReader
{
    private const int LengthMax = 1_000_000;
    private const int ScenariosMax = 200;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        PropertyNameCaseInsensitive = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Reads a text; the problems are empty when it can be run.</summary>
    public static (ScenarioFile? File, IReadOnlyList<ScenarioProblem> Problems) Read(string text)
    {
        if (text.Length > LengthMax)
        {
            return (null, [new ScenarioProblem("scenario.too-large", "$", null, text.Length, LengthMax)]);
        }

        try
        {
            var file = JsonSerializer.Deserialize<ScenarioFile>(text, Strict);
            if (file is null)
            {
                return (null, [new ScenarioProblem("scenario.json-invalid", "$", 1, "null")]);
            }

            var lines = LinesOf(text);
            var problems = Check(file).Select(p => p with { Line = lines.GetValueOrDefault(p.Place) is > 0 and var line ? line : null }).ToList();
            return (file, problems);
        }
        catch (JsonException e)
        {
            return (null, [Explain(e)]);
        }
    }

    /// <summary>The scenarios of a text that must be readable.</summary>
    /// <exception cref="RequestRefusedException"><c>scenario.unreadable</c> with the first problem.</exception>
    public static ScenarioFile Require(string text, Func<ScenarioProblem, string> explain)
    {
        var (file, problems) = Read(text);
        return problems.Count == 0 ? file! : throw new RequestRefusedException(422, "scenario.unreadable", explain(problems[0]), explain(problems[0]));
    }

    /// <summary>The line of each value by its path, such as <c>$.scenarios[0].name</c>.</summary>
    public static Dictionary<string, int> LinesOf(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var starts = new List<int> { 0 };
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == (byte)'\n')
            {
                starts.Add(i + 1);
            }
        }

        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var path = new Stack<(string Path, int Index, bool IsArray)>();
        var next = "$";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                next = $"{path.Peek().Path}.{reader.GetString()}";
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                path.Pop();
                continue;
            }

            if (path.TryPeek(out var top) && top.IsArray)
            {
                path.Pop();
                path.Push(top with { Index = top.Index + 1 });
                next = string.Create(CultureInfo.InvariantCulture, $"{top.Path}[{top.Index}]");
            }

            var line = starts.BinarySearch((int)reader.TokenStartIndex);
            lines[next] = line >= 0 ? line + 1 : ~line;
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                path.Push((next, 0, reader.TokenType == JsonTokenType.StartArray));
            }
        }

        return lines;
    }

    private static IEnumerable<ScenarioProblem> Check(ScenarioFile file)
    {
        if (file.Scenarios.Count > ScenariosMax)
        {
            yield return new ScenarioProblem("scenario.too-many", "$.scenarios", null, ScenariosMax);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < file.Scenarios.Count; i++)
        {
            var (scenario, place) = (file.Scenarios[i], string.Create(CultureInfo.InvariantCulture, $"$.scenarios[{i}]"));
            if (string.IsNullOrWhiteSpace(scenario.Name))
            {
                yield return new ScenarioProblem("scenario.unnamed", place, null);
            }
            else if (!names.Add(scenario.Name))
            {
                yield return new ScenarioProblem("scenario.name-twice", place + ".name", null, scenario.Name);
            }

            foreach (var problem in Fixtures(scenario.Given, place + ".given").Concat(Steps(scenario.Steps, place + ".steps")))
            {
                yield return problem;
            }

            if (scenario.Now is { } now && !ScenarioTime.TryRead(now, out _))
            {
                yield return new ScenarioProblem("scenario.time-invalid", place + ".now", null, now);
            }
        }
    }

    private static IEnumerable<ScenarioProblem> Steps(IReadOnlyList<ScenarioStep> steps, string place)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var (step, at) = (steps[i], string.Create(CultureInfo.InvariantCulture, $"{place}[{i}]"));
            var actions = step.Actions().ToList();
            if (actions.Count != 1)
            {
                yield return new ScenarioProblem("scenario.step-actions", at, null, actions.Count == 0 ? "-" : string.Join(", ", actions));
                continue;
            }

            if (step.Advance is { } span && (!TimeSpan.TryParse(span, CultureInfo.InvariantCulture, out var by) || by <= TimeSpan.Zero))
            {
                yield return new ScenarioProblem("scenario.span-invalid", at + ".advance", null, span);
            }

            if (step.AdvanceTo is { } to && !ScenarioTime.TryRead(to, out _))
            {
                yield return new ScenarioProblem("scenario.time-invalid", at + ".advanceTo", null, to);
            }

            if ((step.Answer ?? step.Claim) is not null && string.IsNullOrEmpty(step.By))
            {
                yield return new ScenarioProblem("scenario.by-missing", at, null);
            }

            if ((step.Answer ?? step.Skip) is not null && string.IsNullOrEmpty(step.Outcome))
            {
                yield return new ScenarioProblem("scenario.outcome-missing", at, null);
            }

            foreach (var problem in Fixtures(step.Given ?? [], at + ".given"))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<ScenarioProblem> Fixtures(IReadOnlyList<ScenarioFixture> given, string place)
    {
        for (var i = 0; i < given.Count; i++)
        {
            var kinds = given[i].Kinds().ToList();
            if (kinds.Count != 1)
            {
                yield return new ScenarioProblem(
                    "scenario.fixture-kinds", string.Create(CultureInfo.InvariantCulture, $"{place}[{i}]"), null, kinds.Count == 0 ? "-" : string.Join(", ", kinds));
            }
        }
    }

    private static ScenarioProblem Explain(JsonException e)
    {
        var line = (int?)e.LineNumber + 1;
        return Unmapped().Match(e.Message) is { Success: true } match
            ? new ScenarioProblem("scenario.property-unknown", e.Path ?? "$", line, match.Groups["name"].Value, Line(line))
            : new ScenarioProblem("scenario.json-invalid", e.Path ?? "$", line, Plain(e.Message), Line(line));
    }

    private static string Line(int? line) => line?.ToString(CultureInfo.InvariantCulture) ?? "?";

    // The place is told apart from the reason.
    private static string Plain(string message) =>
        message.IndexOf(" Path: ", StringComparison.Ordinal) is > 0 and var at ? message[..at] : message;

    [GeneratedRegex("JSON property '(?<name>[^']+)' could not be mapped")]
    private static partial Regex Unmapped();
}
