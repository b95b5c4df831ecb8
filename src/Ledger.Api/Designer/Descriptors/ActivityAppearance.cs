using Ledger.Workflows.Graph;

namespace Ledger.Api.Designer.Descriptors;

/// <summary>The colour and icon of an activity. The studio's page draws them for the activities that the studio itself does not know.</summary>
internal static class ActivityAppearance
{
    private static readonly Dictionary<string, string> Colors = new(StringComparer.Ordinal)
    {
        ["HumanTasks"] = "#b45309",
        ["MassPayments"] = "#0f766e",
        ["Folios"] = "#1d4ed8",
        ["Imports"] = "#6d28d9",
        ["Flow"] = "#0e7490",
    };

    /// <summary>The colour, as <c>#rrggbb</c>: the activity's own or that of its category.</summary>
    public static string ColorOf(ActivityDescriptor type) => type.Attribute.Color ?? Colors.GetValueOrDefault(type.Attribute.Category, "#475569");
}
