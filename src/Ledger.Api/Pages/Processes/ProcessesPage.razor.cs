using System.Globalization;
using Ledger.Api.Identity;
using Ledger.Api.Processes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Ledger.Api.Pages.Processes;

/// <summary>The catalogue of published processes: favourites first, then by module, searched as one types (features.md W8).</summary>
public sealed partial class ProcessesPage
{
    private const int SearchLengthMax = 100;

    private static readonly (string Keys, string Text)[] Shortcuts =
        [("/ F3", "page.keys.search"), ("j ↓", "page.keys.row.next"), ("k ↑", "page.keys.row.previous"), ("Enter", "page.keys.row.open")];

    private IReadOnlyList<ProcessEntry>? _all;
    private IReadOnlyList<ProcessEntry> _shown = [];
    private string _search = string.Empty;
    private string? _announcement;

    [Inject]
    private ProcessCatalog Catalog { get; set; } = null!;

    [Inject]
    private FavouriteProcesses Favourites { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var asked = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query).GetValueOrDefault("search").ToString();
        _search = asked[..Math.Min(asked.Length, SearchLengthMax)];
        await ReadAsync();
        var company = Person.Caller.Company;
        Watch<RunWatch>(RunWatch.Many).Start(change => change.CompanyId == company, () => InvokeAsync(async () =>
        {
            await ReadAsync();
            StateHasChanged();
        }));
    }

    private async Task ReadAsync()
    {
        _all = await Catalog.ListAsync(Person.Caller, CultureInfo.CurrentUICulture);
        Show();
    }

    private void Show() => _shown = [.. ProcessCatalog.Search(_all ?? [], _search, CultureInfo.CurrentUICulture)];

    // Favourites first; then each module, those that name none last.
    private IEnumerable<(string Title, IReadOnlyList<ProcessEntry> Entries)> Groups()
    {
        if (_shown.Where(e => e.IsFavourite).ToList() is { Count: > 0 } marked)
        {
            yield return (T("page.processes.favourites"), marked);
        }

        foreach (var module in _shown.Where(e => !e.IsFavourite).GroupBy(e => e.Module).OrderBy(g => g.Key is null).ThenBy(g => g.Key, StringComparer.CurrentCulture))
        {
            yield return (module.Key ?? T("page.processes.other"), [.. module]);
        }
    }

    private void OnSearch(string? text)
    {
        _search = text ?? string.Empty;
        Show();
        _announcement = T("page.processes.announce", _shown.Count);
        var address = _search.Trim() is { Length: > 0 } words ? QueryHelpers.AddQueryString("/processes", "search", words) : "/processes";
        Navigation.NavigateTo(address, replace: true);
    }

    private async Task MarkAsync(ProcessEntry entry)
    {
        if (await TryAsync(async () => await Favourites.SetAsync(await Person.ConfirmAsync(Policies.Reads), entry.DefinitionId, !entry.IsFavourite)))
        {
            await ReadAsync();
            _announcement = T(entry.IsFavourite ? "page.processes.favourite.removed" : "page.processes.favourite.added", entry.Name);
        }
    }
}
