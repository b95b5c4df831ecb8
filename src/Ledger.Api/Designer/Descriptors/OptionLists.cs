using Ledger.Workflows.Designer;
using Ledger.Workflows.Graph;

namespace Ledger.Api.Designer.Descriptors;

/// <summary>The options of all inputs that are filled from data, read at one moment for one company and language.</summary>
internal sealed class OptionLists(IReadOnlyDictionary<string, IReadOnlyList<OptionItem>> lists, DefinitionFacts facts, OptionWords words, OptionRequest request)
{
    /// <summary>Asks all providers that some input names.</summary>
    public static async Task<OptionLists> ReadAsync(
        IEnumerable<IOptionProvider> providers, DefinitionFacts facts, OptionRequest request, OptionWords words, CancellationToken cancellationToken)
    {
        var lists = new Dictionary<string, IReadOnlyList<OptionItem>>(StringComparer.Ordinal);
        foreach (var provider in providers.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            lists[provider.Key] = await provider.ListAsync(request, cancellationToken);
        }

        return new OptionLists(lists, facts, words, request);
    }

    /// <summary>What the lists hold, for telling whether they changed.</summary>
    public IEnumerable<string> Content => lists.SelectMany(l => l.Value.SelectMany(o => new[] { l.Key, o.Value, o.Text }));

    /// <summary>
    /// The options of an input; null when it takes any value. A value that a definition still names although its option is gone
    /// stands in the list too and says so: the studio would show an empty field instead.
    /// </summary>
    public IReadOnlyList<OptionItem>? Of(ActivityDescriptor type, InputDescriptor input)
    {
        var found = Filled(type, input);
        // A drop-down of the studio has no way back to nothing, so nothing is a choice of its own.
        return found is { Count: > 0 } && input.Attribute is { UIHint: "dropdown", Required: false } && type.DefaultOf(input) is null
            ? [new OptionItem(string.Empty, words.None), .. found] : found;
    }

    private IReadOnlyList<OptionItem>? Filled(ActivityDescriptor type, InputDescriptor input)
    {
        if (input.Attribute.OptionsFrom is { } key && lists.TryGetValue(key, out var found))
        {
            var lost = facts.ValuesOf(type.TypeName, input.JsonName).Where(v => !found.Any(o => o.Value == v)).Select(v => new OptionItem(v, words.Gone(v)));
            return found.Count == 0 ? found : [.. found, .. lost];
        }

        return input.Attribute.Options is { Length: > 0 } choices
            ? [.. choices.Select(c => new OptionItem(c, type.Text($"{input.Name}.{c}.Option", request.Culture) ?? c))]
            : null;
    }
}

/// <summary>What options say that are no rows.</summary>
/// <param name="None">The choice of nothing.</param>
/// <param name="Gone">A value whose option is gone.</param>
internal sealed record OptionWords(string None, Func<string, string> Gone);
