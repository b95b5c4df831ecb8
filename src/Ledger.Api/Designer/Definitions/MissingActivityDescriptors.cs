using System.Globalization;
using Ledger.Api.Designer.Descriptors;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Graph;

namespace Ledger.Api.Designer.Definitions;

/// <summary>
/// Descriptors for activity types and versions that stored definitions name and the toolbox does not have. The toolbox ends
/// with them: the studio leaves the whole canvas blank when one is missing (elsa-api.md §12).
/// </summary>
internal sealed class MissingActivityDescriptors(UsedActivityTypes used, ActivityRegistry registry, MessageCatalog texts)
{
    private const string Category = "⚠";

    /// <summary>The types that definitions use in a version no class has, some of them definitions used as activities.</summary>
    public async Task<IReadOnlyList<UsedActivityType>> FindAsync(CancellationToken cancellationToken) =>
        [.. (await used.ListAsync(cancellationToken)).Where(t => registry.Find(t.TypeName, t.Version)?.Version != t.Version)];

    /// <summary>The views of those of <paramref name="found"/> that <paramref name="described"/> does not have, none of them in the toolbox.</summary>
    public IEnumerable<ActivityTypeView> Of(IReadOnlyList<UsedActivityType> found, IReadOnlyList<ActivityTypeView> described, CultureInfo culture)
    {
        var byType = described.GroupBy(d => d.TypeName, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        foreach (var type in found)
        {
            var same = byType.GetValueOrDefault(type.TypeName) ?? [];
            if (same.Exists(d => d.Version == type.Version))
            {
                continue;
            }

            // Another version of a type that is known runs as the newest there is, and is shown like it.
            yield return same.MaxBy(d => d.Version) is { } newest
                ? newest with { Version = type.Version, IsBrowsable = false }
                : Unknown(type, culture);
        }
    }

    private ActivityTypeView Unknown(UsedActivityType type, CultureInfo culture)
    {
        var dot = type.TypeName.LastIndexOf('.');
        return new ActivityTypeView(
            type.TypeName, dot > 0 ? type.TypeName[..dot] : string.Empty, type.TypeName[(dot + 1)..], type.Version, Category,
            texts.Find("designer.activity-missing-name", culture, [type.TypeName]) ?? type.TypeName,
            texts.Find("designer.activity-missing-description", culture, [type.TypeName, type.Version]) ?? string.Empty,
            "Action", IsContainer: false, IsBrowsable: false, IsStart: false, IsTerminal: false,
            new Dictionary<string, object>(), new Dictionary<string, object>(),
            [.. type.Outcomes.Select(o => new PortView(o, o, "Flow", true))], [], []);
    }
}
