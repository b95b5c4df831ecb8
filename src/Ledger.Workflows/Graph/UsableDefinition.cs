using System.Text;
using System.Text.Json.Nodes;

namespace Ledger.Workflows.Graph;

/// <summary>What a definition must have to be an activity of other definitions.</summary>
public static class UsableDefinition
{
    /// <summary>True when its options (or the old top-level property) say that others may use it as an activity.</summary>
    public static bool IsUsableAsActivity(JsonObject definition) =>
        Json.Flag(definition, "usableAsActivity") || (Json.Object(definition, "options") is { } options && Json.Flag(options, "usableAsActivity"));

    /// <summary>The activity type it gives: its name in pascal case.</summary>
    public static string TypeNameOf(JsonObject definition) => Pascalise(Json.Text(definition, "name") ?? string.Empty);

    /// <summary>A name in pascal case, without what is no letter or digit: <c>pay supplier</c> gives <c>PaySupplier</c>.</summary>
    public static string Pascalise(string name)
    {
        var result = new StringBuilder(name.Length);
        var upper = true;
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c))
            {
                upper = true;
                continue;
            }

            result.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }

        return result.ToString();
    }
}
