using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Api.Designer.Definitions;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Designer;
using Ledger.Workflows.Graph;

namespace Ledger.Api.Designer.Descriptors;

/// <summary>
/// All activities that definitions may use, for the designer's toolbox: the classes, and the definitions usable as activities.
/// The studio asks for it after each save, so the document is made again only when something in it has changed.
/// </summary>
internal sealed class Toolbox(ActivityRegistry registry, IEnumerable<IOptionProvider> providers, DefinitionFactReader definitions, MissingActivityDescriptors missing,
    MessageCatalog texts)
{
    private readonly ConcurrentDictionary<(long? Company, string Language), ToolboxDocument> _documents = new();

    /// <summary>The document for a company and a language, as of now.</summary>
    public async Task<ToolboxDocument> ReadAsync(long? companyId, CultureInfo culture, CancellationToken cancellationToken)
    {
        var (facts, options) = await SourcesAsync(companyId, culture, cancellationToken);
        var unknown = await missing.FindAsync(cancellationToken);
        var revision = RevisionOf(facts, options, unknown);
        var key = (companyId, culture.TwoLetterISOLanguageName);
        if (_documents.TryGetValue(key, out var known) && known.Revision == revision)
        {
            return known;
        }

        var views = Views(facts, options, unknown, culture);
        var made = new ToolboxDocument(revision, JsonSerializer.SerializeToUtf8Bytes(new Listing<ActivityTypeView>(views), DesignerJson.Options));
        _documents[key] = made;
        return made;
    }

    /// <summary>The editor's specification of one input, as of now; null when there is no such input.</summary>
    public async Task<IReadOnlyDictionary<string, object>?> FindOptionsAsync(
        string typeName, string input, long? companyId, CultureInfo culture, CancellationToken cancellationToken)
    {
        if (registry.Find(typeName) is not { } type ||
            type.PlainInputs.Concat(type.Inputs).FirstOrDefault(i => i.Name.Equals(input, StringComparison.OrdinalIgnoreCase)) is not { } found)
        {
            return null;
        }

        var (_, options) = await SourcesAsync(companyId, culture, cancellationToken);
        return InputEditors.For(found, options.Of(type, found)).Specifications;
    }

    private async Task<(DefinitionFacts Facts, OptionLists Options)> SourcesAsync(long? companyId, CultureInfo culture, CancellationToken cancellationToken)
    {
        var facts = await definitions.ReadAsync();
        var words = new OptionWords(
            texts.Find("toolbox.option-none", culture, []) ?? "–", value => texts.Find("toolbox.option-gone", culture, [value]) ?? value);
        return (facts, await OptionLists.ReadAsync(providers, facts, new OptionRequest(companyId, culture), words, cancellationToken));
    }

    private List<ActivityTypeView> Views(
        DefinitionFacts facts, OptionLists options, IReadOnlyList<UsedActivityType> unknown, CultureInfo culture)
    {
        var views = new ActivityViews(culture, options.Of);
        var types = registry.Descriptors.Select(views.Of).ToList();
        var taken = types.Select(t => t.TypeName).ToHashSet(StringComparer.Ordinal);
        var start = registry.Find("Elsa.Start")!;
        var category = registry.Find("Elsa.ExecuteWorkflow")!.CategoryText(culture);
        // The compiler looks for a class first: a definition of the same name cannot be reached as an activity.
        types.AddRange(WorkflowActivityViews.Of(facts, category, start.Text("Done.Port", culture) ?? "Done").Where(w => !taken.Contains(w.TypeName)));
        types.AddRange(missing.Of(unknown, types, culture).ToList());
        return types;
    }

    private static string RevisionOf(DefinitionFacts facts, OptionLists options, IReadOnlyList<UsedActivityType> unknown)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var parts = facts.Definitions
            .SelectMany(d => d.Values.OrderBy(v => v.Key.Type, StringComparer.Ordinal).ThenBy(v => v.Key.Input, StringComparer.Ordinal)
                .SelectMany(v => v.Value.Prepend(v.Key.Input).Prepend(v.Key.Type))
                .Concat(d.IsUsable ? [d.VersionId, d.Revision, d.IsPublished ? "published" : "draft", d.Name] : []))
            .Concat(options.Content)
            .Concat(unknown.SelectMany(u => u.Outcomes.Prepend(string.Create(CultureInfo.InvariantCulture, $"{u.TypeName}:{u.Version}"))));
        foreach (var part in parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData([0]);
        }

        return Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, 12));
    }
}
