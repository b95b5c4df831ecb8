using Ledger.Foundation.Paging;
using Ledger.Workflows.Definitions;

namespace Ledger.Api.Pages.Inbox;

/// <summary>The names of processes, by definition id; read once a page.</summary>
internal sealed class ProcessNames(IDefinitions definitions)
{
    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>();

    /// <summary>All processes that have a version, by name.</summary>
    public IEnumerable<(string Id, string Name)> All => _names.Select(n => (n.Key, n.Value)).OrderBy(n => n.Value, StringComparer.CurrentCulture);

    /// <summary>The name; the id of a process that is gone.</summary>
    public string Of(string definitionId) => _names.GetValueOrDefault(definitionId, definitionId);

    /// <summary>Reads the names.</summary>
    public async Task LoadAsync()
    {
        var page = await definitions.ListAsync(new DefinitionQuery { Versions = "Latest" }, new PageRequest(0, PageRequest.SizeMax));
        _names = page.Items.GroupBy(v => v.DefinitionId).ToDictionary(g => g.Key, g => g.First().Name);
    }
}
