using System.Text.Json.Nodes;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Validation;

/// <summary>Finds the activity that a problem's place stands for, so that a person can be shown it on the canvas.</summary>
internal sealed class ProblemPlaces
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public ProblemPlaces(JsonObject definition) => Collect(Json.Get(definition, "root"));

    /// <summary>The problem with its activity, when the place names one of this definition.</summary>
    public DefinitionProblem Locate(DefinitionProblem problem)
    {
        var id = problem.ActivityId ?? Find(problem.Place);
        return id is null ? problem : problem with { ActivityId = id, ActivityName = NameOf(id) };
    }

    /// <summary>What people see on an activity: its display text, else its name, else its id.</summary>
    public string NameOf(string id) => _names.GetValueOrDefault(id, id);

    private string? Find(string place)
    {
        // "Child1/x.text" lies in the definition that Child1 stands for: Child1 is what this definition shows.
        var slash = place.IndexOf('/', StringComparison.Ordinal);
        var here = slash < 0 ? place : place[..slash];
        var bracket = here.IndexOf("connections[", StringComparison.Ordinal);
        if (bracket >= 0)
        {
            var ends = here[(bracket + "connections[".Length)..].TrimEnd(']').Split('>');
            return Array.Find(ends, _names.ContainsKey) ?? Known(here[..bracket].TrimEnd('.'));
        }

        return Known(here);
    }

    // "chart.step" is step, "step.input" is step: the innermost name that is an activity's.
    private string? Known(string place)
    {
        if (_names.ContainsKey(place))
        {
            return place;
        }

        var parts = place.Split('.');
        for (var end = parts.Length; end > 0; end--)
        {
            for (var start = 0; start < end; start++)
            {
                var candidate = string.Join('.', parts[start..end]);
                if (_names.ContainsKey(candidate))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    private void Collect(JsonNode? json)
    {
        switch (json)
        {
            case JsonObject obj:
                if (obj.ContainsKey("type") && Json.Text(obj, "id") is { Length: > 0 } id)
                {
                    _names.TryAdd(id, DisplayNameOf(obj) ?? id);
                }

                foreach (var (_, value) in obj)
                {
                    Collect(value);
                }

                break;
            case JsonArray array:
                foreach (var item in array)
                {
                    Collect(item);
                }

                break;
        }
    }

    private static string? DisplayNameOf(JsonObject activity) =>
        Json.Object(activity, "metadata") is { } metadata && Json.Text(metadata, "displayText") is { Length: > 0 } shown
            ? shown
            : Json.Text(activity, "name") is { Length: > 0 } name ? name : null;
}
