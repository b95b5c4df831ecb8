using Ledger.Workflows.Designer;
using Ledger.Workflows.Graph;

namespace Ledger.Api.Designer.Descriptors;

/// <summary>The options of all inputs that are filled from data, read at one moment for one company and language.</summary>
internal sealed class OptionLists(IReadOnlyDictionary<string, IReadOnlyList<OptionItem>> lists, DefinitionFacts facts, Func<string, string> gone, OptionRequest request)
{
    /// <summary>Asks all providers that some input names.</summary>
    public static async Task<OptionLists> ReadAsync(
        IEnumerable<IOptionProvider> providers, DefinitionFacts facts, OptionRequest request, Func<string, string> gone, CancellationToken cancellationToken)
    {
        var lists = new Dictionary<string, IReadOnlyList<OptionItem>>(StringComparer.Ordinal);
        foreach (var provider in providers.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            lists[provider.Key] = await provider.ListAsync(request, cancellationToken);
        }

        return new OptionLists(lists, facts, gone, request);
    }

    /// <summary>What the lists hold, for telling whether they changed.</summary>
    public IEnumerable<string> Content => lists.SelectMany(l => l.Value.SelectMany(o => new[] { l.Key, o.Value, o.Text }));

    /// <summary>
    /// The options of an input; null when it takes any value. A value that a definition still names although its option is gone
    /// stands in the list too and says so: the studio would show an empty field instead.
    /// </summary>
    public IReadOnlyList<OptionItem>? Of(ActivityDescriptor type, InputDescriptor input)
    {
        if (input.Attribute.OptionsFrom is { } key && lists.TryGetValue(key, out var found))
        {
            var lost = facts.ValuesOf(type.TypeName, input.JsonName).Where(v => !found.Any(o => o.Value == v)).Select(v => new OptionItem(v, gone(v)));
            return found.Count == 0 ? found : [.. found, .. lost];
        }

        return input.Attribute.Options is { Length: > 0 } choices
            ? [.. choices.Select(c => new OptionItem(c, type.Text($"{input.Name}.{c}.Option", request.Culture) ?? c))]
            : null;
    }
}
