using Ledger.Foundation.Texts;
using Ledger.Workflows.Designer;

namespace Ledger.Api.Designer.Descriptors.Options;

/// <summary>The processes that another may start: all definitions; one without a published version says so.</summary>
internal sealed class WorkflowOptionList(DefinitionFactReader definitions, MessageCatalog texts) : IOptionProvider
{
    /// <inheritdoc/>
    public string Key => "workflows";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OptionItem>> ListAsync(OptionRequest request, CancellationToken cancellationToken = default)
    {
        var facts = await definitions.ReadAsync();
        var unpublished = texts.Find("toolbox.option-unpublished", request.Culture, []);
        return [.. facts.Definitions.GroupBy(d => d.DefinitionId).Select(versions =>
        {
            var published = versions.FirstOrDefault(v => v.IsPublished);
            var name = (published ?? versions.Last()).Name;
            return new OptionItem(versions.Key, published is null ? $"{name} ({unpublished})" : name);
        })];
    }
}
