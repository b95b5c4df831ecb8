using Ledger.Workflows.Activities;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Expressions;

/// <summary>The functions <c>getXFromY()</c>: the output X of the activity with the name or id Y.</summary>
internal static class OutputGetter
{
    /// <summary>The output that a function name asks of an activity.</summary>
    public static bool TryMatch(string function, Activity activity, out string output)
    {
        return TryName(function, activity.Name, out output) || TryName(function, activity.Id, out output);
    }

    private static bool TryName(string function, string? name, out string output)
    {
        output = string.Empty;
        if (string.IsNullOrEmpty(name) || !function.StartsWith("get", StringComparison.Ordinal))
        {
            return false;
        }

        var ending = "From" + UsableDefinition.Pascalise(name);
        if (!function.EndsWith(ending, StringComparison.Ordinal) || function.Length <= 3 + ending.Length)
        {
            return false;
        }

        output = function[3..^ending.Length];
        return true;
    }
}
