using System.Globalization;
using Ledger.Api.DataViews;
using Ledger.Api.DataViews.Query;
using Ledger.Api.Identity;
using Ledger.Api.Pages.DataViews;
using Ledger.Api.Pages.Shell;
using Ledger.Domain;
using Ledger.Domain.Companies;
using Ledger.Domain.MassPayments;
using Ledger.Domain.MassPayments.Worksheets;
using Ledger.Domain.PurchaseDocuments;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Radzen;

namespace Ledger.Api.Pages.MassPayments;

/// <summary>Chooses documents for a worksheet: by the manual's filters, all of them less some, on whatever page (features.md P2, P3).</summary>
public sealed partial class DocumentChoice
{
    private const int SuppliersOffered = 20;
    private const int SupplierTextMax = 20;
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(200);

    private readonly HashSet<string> _wrong = [];
    private ChoiceState _state = new();
    private PayableForm _form = new();
    private string _given = string.Empty;
    private ViewTotals? _totals;
    private DataViewGrid? _grid;
    private Task _keeping = Task.CompletedTask;
    private bool _isHeadOffice;
    private bool _isBusy;
    private string? _problem;
    private IReadOnlyList<(long Id, string Name)> _classifications = [];
    private IReadOnlyList<(string Code, string Name)> _suppliers = [];
    private IReadOnlyList<NamedFilter> _saved = [];
    private string? _savedName;
    private string _newName = string.Empty;
    private string? _supplierTyped;

    /// <summary>The worksheet.</summary>
    [Parameter, EditorRequired]
    public Worksheet Sheet { get; set; } = null!;

    /// <summary>Told when documents were put on the worksheet: how many.</summary>
    [Parameter]
    public EventCallback<int> OnIncluded { get; set; }

    /// <summary>Told when the person goes back without.</summary>
    [Parameter]
    public EventCallback OnClosed { get; set; }

    [Inject]
    private PageWork Work { get; set; } = null!;

    [Inject]
    private DataViewRegistry Views { get; set; } = null!;

    [Inject]
    private ViewReader Reader { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _state = Sheet.Choice is { } kept ? ChoiceState.Read(kept) : new ChoiceState();
        _form = PayableForm.Of(_state.Filter, _state.ShowsHindered);
        _given = _state.Given(Sheet.Id);
        var (isHeadOffice, classifications, saved) = await Work.ReadAsync(async db => (
            await db.Set<Company>().Where(c => c.Id == db.CompanyId).Select(c => c.IsHeadOfficeInstallation).SingleAsync(),
            await db.Set<Classification>().AsNoTracking().OrderBy(c => c.Name).Select(c => new { c.Id, c.Name }).ToListAsync(),
            await SavedFilters.ListAsync(db)));
        _isHeadOffice = isHeadOffice;
        _classifications = [.. classifications.Select(c => (c.Id, c.Name))];
        _saved = saved;
    }

    // By code, RUT or name, over all suppliers; what was typed last counts, whichever answer comes first.
    private async Task SuggestAsync(string? typed)
    {
        _supplierTyped = typed = typed?.Trim() ?? string.Empty;
        await Task.Delay(TypingPause, Clock);
        if (!ReferenceEquals(typed, _supplierTyped) || typed.Length > SupplierTextMax)
        {
            return;
        }

        await TryAsync(async () =>
        {
            var found = await Reader.PageAsync(
                Views.For(Person.Caller, "suppliers"), Person.Caller.Company,
                new ViewQuery { Search = typed, Columns = ["supplierCode", "supplierName"], PageSize = SuppliersOffered * 2 });
            if (ReferenceEquals(typed, _supplierTyped))
            {
                // A supplier has a row for each currency of its balance.
                _suppliers = [.. found.Rows.Select(r => (Code: (string)r.Values[0]!, Name: (string)r.Values[1]!)).Distinct().Take(SuppliersOffered)];
            }
        });
    }

    private static void Ticked<T>(HashSet<T> set, T value, ChangeEventArgs e) => _ = e.Value is true ? set.Add(value) : set.Remove(value);

    private long Count() => _totals?.Count ?? 0;

    private decimal Sum(string column) => _totals?.Sums.Where(s => s.Column == column).Sum(s => s.Value) ?? 0m;

    private void Typed(string field, ChangeEventArgs e, Action<decimal?> set)
    {
        if (TypedDecimal.TryRead(e.Value as string, CultureInfo.CurrentCulture, out var value))
        {
            _wrong.Remove(field);
            set(value);
        }
        else
        {
            _wrong.Add(field);
        }

        _problem = _wrong.Count > 0 ? T("page.choice.amount-wrong", 1_234.5m.ToString("N1", CultureInfo.CurrentCulture)) : null;
    }

    private Task ApplyAsync() => _wrong.Count > 0 ? Task.CompletedTask : ShowAsync(_form.ToFilter(), _form.ShowsHindered);

    private Task ResetAsync()
    {
        (_form, _savedName, _problem) = (new PayableForm(), null, null);
        _wrong.Clear();
        return ShowAsync(new PayableFilter(), showsHindered: false);
    }

    // What was ticked was ticked in the list as it was; the new list begins without ticks, as the manual's does.
    private async Task ShowAsync(PayableFilter filter, bool showsHindered)
    {
        _problem = Problem(filter);
        if (_problem is not null)
        {
            return;
        }

        _state = new ChoiceState { Filter = filter, ShowsHindered = showsHindered };
        _totals = null;
        _given = _state.Given(Sheet.Id);
        await KeepAsync();
    }

    private string? Problem(PayableFilter filter)
    {
        try
        {
            PayableDocuments.CheckFilter(filter, _isHeadOffice);
            return null;
        }
        catch (DomainException refused)
        {
            return TextOf(refused);
        }
    }

    private Task ChosenAsync(RowChoice choice)
    {
        _state = _state with { IsAll = choice.IsAll, Keys = [.. choice.Keys] };
        return KeepAsync();
    }

    private Task KeepAsync() => _keeping = TryAsync(() => Work.RunAsync(Policies.Enters, session => new Worksheets(session).KeepChoiceAsync(Sheet.Id, _state.Write())));

    private async Task IncludeAsync()
    {
        if (_isBusy || _grid is null)
        {
            return;
        }

        _isBusy = true;
        await _keeping; // else a late tick would open the choice again
        var (wanted, added) = (0, 0);
        var isDone = await TryAsync(async () =>
        {
            // The key of a row is that of the worksheet and of the instalment.
            var ids = (await _grid.ChosenKeysAsync()).Select(k => long.Parse(k[(k.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture)).ToList();
            wanted = ids.Count;
            added = await Work.RunAsync(Policies.Enters, session => new Worksheets(session).AddAsync(Sheet.Id, ids));
        });
        _isBusy = false;
        if (isDone)
        {
            if (added < wanted)
            {
                Say(NotificationSeverity.Warning, T("page.choice.some-gone", wanted - added));
            }

            await OnIncluded.InvokeAsync(added);
        }
    }

    private async Task LoadAsync(ChangeEventArgs e)
    {
        _savedName = e.Value as string is { Length: > 0 } name ? name : null;
        if (_saved.FirstOrDefault(f => f.Name == _savedName) is not { } saved)
        {
            return;
        }

        var filter = saved.DueWithinDays is { } days
            ? saved.Filter with { DueFrom = null, DueTo = Person.Today.AddDays(days), IssuedFrom = null, IssuedTo = null, Kinds = [DocumentKind.Invoice] }
            : saved.Filter;
        _wrong.Clear();
        _form = PayableForm.Of(filter, _form.ShowsHindered);
        await ShowAsync(filter, _form.ShowsHindered);
    }

    private async Task SaveAsync()
    {
        var name = _newName.Trim();
        _isBusy = true;
        if (await TryAsync(() => Work.RunAsync(Policies.Enters, session => new SavedFilters(session).SaveAsync(new NamedFilter(name, _form.ToFilter())))))
        {
            SayDone(T("page.choice.save.done", name));
            (_savedName, _newName) = (name, string.Empty);
            _saved = await Work.ReadAsync(SavedFilters.ListAsync);
        }

        _isBusy = false;
    }

    private async Task DeleteAsync()
    {
        var name = _savedName!;
        if (await TryAsync(() => Work.RunAsync(Policies.Enters, session => new SavedFilters(session).DeleteAsync(name))))
        {
            SayDone(T("page.choice.saved.deleted", name));
            _savedName = null;
            _saved = await Work.ReadAsync(SavedFilters.ListAsync);
        }
    }
}
