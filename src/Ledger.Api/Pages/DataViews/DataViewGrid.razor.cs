using System.Globalization;
using Ledger.Api.DataViews;
using Ledger.Api.DataViews.Http;
using Ledger.Api.DataViews.Query;
using Ledger.Api.DataViews.Settings;
using Ledger.Api.Pages.Shell;
using Ledger.Foundation.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;

namespace Ledger.Api.Pages.DataViews;

/// <summary>The grid of every list (features.md Q7): what a person asks goes to the database, what is seen is one page of its answer.</summary>
public partial class DataViewGrid : LedgerComponent
{
    private const int GroupsAtOnce = 100;
    private static readonly int[] PageSizes = [25, 50, 100, 200];

    private readonly List<GridLine> _lines = [];
    private ElementReference _root;
    private GridState? _state;
    private ViewFormat? _format;
    private ViewTexts? _texts;
    private ViewTotals? _totals;
    private ViewTotals? _chosen;
    private IReadOnlyList<SavedViewFilter> _kept = [];
    private string? _keptName;
    private string _newName = string.Empty;
    private string _title = string.Empty;
    private string _empty = string.Empty;
    private bool _isLoading;
    private bool _isCounted;
    private CancellationTokenSource _reading = new();
    private IJSObjectReference? _script;
    private DotNetObjectReference<DataViewGrid>? _self;

    /// <summary>The view.</summary>
    [Parameter, EditorRequired] public string ViewKey { get; set; } = string.Empty;

    /// <summary>A condition that always holds, as JSON (docs/data-views.md); a person cannot take it away.</summary>
    [Parameter] public string? Given { get; set; }

    /// <summary>The query string that says what is asked at first: <c>where</c>, <c>filter</c>, <c>search</c>, <c>sort</c>, <c>group</c>.</summary>
    [Parameter] public string? Asked { get; set; }

    /// <summary>True to let a person choose rows: one by one, all of the filter (Ctrl+A), none (Ctrl+D).</summary>
    [Parameter] public bool CanChoose { get; set; }

    /// <summary>Told when the choice changes.</summary>
    [Parameter] public EventCallback<RowChoice> OnChosen { get; set; }

    /// <summary>Told what the chosen rows come to; the page then shows it, and the grid's own foot does not.</summary>
    [Parameter] public EventCallback<ViewTotals?> OnCounted { get; set; }

    /// <summary>What is chosen at first.</summary>
    [Parameter] public RowChoice? Chosen { get; set; }

    /// <summary>A column whose value says why a row cannot be chosen.</summary>
    [Parameter] public string? Hindrance { get; set; }

    [Inject] private DataViewRegistry Views { get; set; } = null!;

    [Inject] private ViewReader Reader { get; set; } = null!;

    [Inject] private ViewSettings Settings { get; set; } = null!;

    [Inject] private MessageCatalog Catalog { get; set; } = null!;

    [Inject] private IJSRuntime Browser { get; set; } = null!;

    private bool HasActions => _state!.View.Actions.Any(a => Person.May(a.Policy));

    /// <summary>Reads anew, keeping what is asked: after something was done to the rows.</summary>
    public Task RefreshAsync() => ReadAndCountChosenAsync();

    /// <summary>The keys of the chosen rows, on whatever page; those that cannot be chosen are not among them.</summary>
    public async Task<IReadOnlyList<string>> ChosenKeysAsync() => _state is { } state && state.Choice is not { IsAll: false, Keys.Count: 0 }
        ? await Reader.KeysAsync(state.View, Person.Caller.Company, state.ChosenQuery())
        : [];

    /// <summary>Chooses nothing any more.</summary>
    public Task ChooseNoneAsync() => ChangeChoiceAsync(RowChoice.None);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_state?.View.Key == ViewKey)
        {
            return;
        }

        await TryAsync(async () =>
        {
            var view = Views.For(Person.Caller, ViewKey);
            _texts = new ViewTexts(Catalog, CultureInfo.CurrentUICulture);
            _format = new ViewFormat(_texts);
            (_title, _empty) = (_texts.Title(view), _texts.Empty(view));
            var state = new GridState(view, await Settings.LayoutAsync(view, Person.Caller.UserId), Given is null ? null : FilterJson.Read(Given)) { Hindrance = Hindrance };
            if (!string.IsNullOrEmpty(Asked))
            {
                Ask(state, ViewRequest.Read(new QueryCollection(QueryHelpers.ParseQuery(Asked))));
            }

            _kept = await Settings.FiltersAsync(view, Person.Caller.UserId);
            state.Choice = Chosen ?? RowChoice.None;
            _state = state;
            await ReadAndCountChosenAsync();
        });
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_state is null || _self is not null || _isLeft)
        {
            return;
        }

        _self = DotNetObjectReference.Create(this);
        var script = await Browser.InvokeAsync<IJSObjectReference>("import", "./data-views/grid.js");
        if (_isLeft)
        {
            await script.DisposeAsync(); // the grid went while its script came
            return;
        }

        _script = script;
        await script.InvokeVoidAsync("attach", _root, _self);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isLeft = true;
        await _reading.CancelAsync();
        _reading.Dispose();
        _self?.Dispose();
        if (_script is not null)
        {
            try
            {
                await _script.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The browser is gone, and its script with it.
                _script = null;
            }
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Called by the script: Ctrl+A and Ctrl+D, over the filter and not only the page (features.md P3).</summary>
    [JSInvokable]
    public Task ChooseAllAsync(bool isChosen) => CanChoose ? ChangeChoiceAsync(isChosen ? RowChoice.All : RowChoice.None) : Task.CompletedTask;

    /// <summary>Called by the script: rows between two that were ticked with Shift.</summary>
    [JSInvokable]
    public Task ChooseRangeAsync(string[] keys, bool isChosen)
    {
        if (!CanChoose)
        {
            return Task.CompletedTask;
        }

        foreach (var key in keys)
        {
            _state!.Choose(key, isChosen);
        }

        return ChangeChoiceAsync(_state!.Choice);
    }

    /// <summary>Called by the script: a column was dragged, or moved with Alt and an arrow.</summary>
    [JSInvokable]
    public Task MoveColumnAsync(string column, int to) => ChangeLayoutAsync(state => state.Move(column, to), reads: false);

    /// <summary>Called by the script: a column was moved by so many places.</summary>
    [JSInvokable]
    public Task ShiftColumnAsync(string column, int by) => MoveColumnAsync(column, _state!.PlaceOf(column) + by);

    /// <summary>Called by the script: a column was dropped on another.</summary>
    [JSInvokable]
    public Task DropColumnAsync(string column, string on) => MoveColumnAsync(column, _state!.PlaceOf(on));

    /// <summary>Called by the script: a column was made wider or narrower.</summary>
    [JSInvokable]
    public Task WidenColumnAsync(string column, int width) => ChangeLayoutAsync(state => state.Widen(column, width), reads: false);

    /// <summary>Called by the script: a column was dropped on the group panel.</summary>
    [JSInvokable]
    public Task GroupColumnAsync(string column) =>
        _state!.View.Find(column) is { IsGroupable: true } found ? GroupAsync(new ViewGroup(found.Name), true) : Task.CompletedTask;

    /// <summary>Called by the script: the next page or the one before.</summary>
    [JSInvokable]
    public Task TurnPageAsync(int by) => PageAsync(_state!.Page + by);

    private static void Ask(GridState state, ViewQuery asked)
    {
        state.Take(asked.Filter, asked.Search);
        if (asked.Sort.Count > 0 && asked.Sort.All(s => state.View.Find(s.Column) is { IsSortable: true }))
        {
            state.Layout = state.Layout with { Sort = asked.Sort };
        }

        if (asked.Groups.Count > 0 || state.IsFiltered)
        {
            state.Layout = state.Layout with { Groups = [.. asked.Groups.Where(g => state.View.Find(g.Column) is { IsGroupable: true })] };
        }
    }

    private Task FilteredAsync()
    {
        _keptName = null;
        return ReadAndCountChosenAsync();
    }

    private Task SetFilterAsync(string column, ViewFilter.Comparison? comparison)
    {
        _state!.SetFilter(column, comparison);
        return FilteredAsync();
    }

    private Task SearchAsync(ChangeEventArgs e)
    {
        _state!.Take(_state.Filter, (e.Value as string)?.Trim());
        return FilteredAsync();
    }

    private Task ClearFurtherAsync()
    {
        _state!.Take(ViewFilter.And(_state.Filters.Values), _state.Search);
        return FilteredAsync();
    }

    private Task ClearFiltersAsync()
    {
        _state!.Take(null, null);
        return FilteredAsync();
    }

    private async Task ReadAndCountChosenAsync()
    {
        await ReadAsync();
        await CountChosenAsync();
    }

    private Task UseKeptAsync(ChangeEventArgs e)
    {
        var kept = _kept.FirstOrDefault(f => f.Name == e.Value as string);
        _state!.Take(kept?.Filter, kept?.Search);
        _keptName = kept?.Name;
        return ReadAndCountChosenAsync();
    }

    private Task KeepFilterAsync() => TryAsync(async () =>
    {
        var kept = await Settings.SaveFilterAsync(_state!.View, Person.Caller.UserId, new SavedViewFilter(_newName, _state.Filter, _state.Search.Length == 0 ? null : _state.Search));
        _kept = await Settings.FiltersAsync(_state.View, Person.Caller.UserId);
        (_keptName, _newName) = (kept.Name, string.Empty);
        SayDone(T("views.ui.filters.is-kept", kept.Name));
    });

    private Task ForgetKeptAsync() => TryAsync(async () =>
    {
        await Settings.DeleteFilterAsync(_state!.View, Person.Caller.UserId, _keptName!);
        _kept = await Settings.FiltersAsync(_state.View, Person.Caller.UserId);
        _keptName = null;
    });

    private Task ShowColumnAsync(string column, ChangeEventArgs e) => ChangeLayoutAsync(state => state.Show(column, e.Value is true));

    private Task SortAsync(string column, bool adds) => ChangeLayoutAsync(state => state.SortBy(column, adds), isPageOnly: true);

    private Task GroupAsync(ViewGroup group, bool isGrouped) => ChangeLayoutAsync(state => state.GroupBy(group, isGrouped), isPageOnly: true);

    private Task AddGroupAsync(ChangeEventArgs e) =>
        ViewGroup.Parse(e.Value as string ?? string.Empty) is { Column.Length: > 0 } group ? GroupAsync(group, true) : Task.CompletedTask;

    private Task PageSizeAsync(ChangeEventArgs e) => ChangeLayoutAsync(
        state =>
        {
            state.Layout = state.Layout with { PageSize = int.Parse((string)e.Value!, CultureInfo.InvariantCulture) };
            state.Page = 0;
        },
        isPageOnly: true);

    private Task ResetLayoutAsync() => TryAsync(async () =>
    {
        _state!.Layout = await Settings.ResetLayoutAsync(_state.View, Person.Caller.UserId);
        _state.Page = 0;
        await ReadAsync();
    });

    private async Task ChangeLayoutAsync(Action<GridState> change, bool reads = true, bool isPageOnly = false)
    {
        var before = _state!.Layout;
        change(_state);
        await TryAsync(() => Settings.SaveLayoutAsync(_state.View, Person.Caller.UserId, _state.Layout));
        // A row's values stand in the order of the columns they were read for.
        if (reads || !before.Columns.Select(c => c.Name).SequenceEqual(_state.Layout.Columns.Select(c => c.Name)))
        {
            await ReadAsync(isPageOnly && _isCounted);
        }
        else
        {
            StateHasChanged();
        }
    }

    private async Task PageAsync(int page)
    {
        if (_state!.Layout.Groups.Count > 0 || _totals is null || !_isCounted)
        {
            return;
        }

        var last = Math.Max(0, (_totals.Count - 1) / _state.Layout.PageSize);
        var wanted = (int)Math.Clamp(page, 0, last);
        if (wanted != _state.Page)
        {
            _state.Page = wanted;
            await ReadAsync(isPageOnly: true);
        }
    }

    private Task PageTypedAsync(ChangeEventArgs e) =>
        int.TryParse(e.Value as string, CultureInfo.InvariantCulture, out var page) ? PageAsync(page - 1) : Task.CompletedTask;

    private Task ChooseAsync(string key, bool isChosen)
    {
        _state!.Choose(key, isChosen);
        return ChangeChoiceAsync(_state.Choice);
    }

    private async Task ChangeChoiceAsync(RowChoice choice)
    {
        _state!.Choice = choice;
        await CountChosenAsync();
        await OnChosen.InvokeAsync(choice);
    }

    private async Task CountChosenAsync()
    {
        var state = _state!;
        if (!CanChoose || state.Choice is { IsAll: false, Keys.Count: 0 })
        {
            _chosen = null;
        }
        else if (state.Choice is { IsAll: true, Keys.Count: 0 } && _isCounted && Hindrance is null)
        {
            _chosen = _totals;
        }
        else
        {
            await TryAsync(async () => _chosen = await Reader.TotalsAsync(state.View, Person.Caller.Company, state.ChosenQuery()));
        }

        await OnCounted.InvokeAsync(_chosen);
        StateHasChanged();
    }
}
