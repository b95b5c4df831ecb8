using System.Globalization;
using Ledger.Api.Audit;
using Ledger.Api.DataViews.Query;
using Ledger.Api.Identity;
using Ledger.Api.Pages.DataViews;
using Ledger.Api.Pages.Shell;
using Ledger.Domain;
using Ledger.Domain.Folios;
using Ledger.Foundation;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Pages.Folios;

/// <summary>Reads a book and does what a person asks of it.</summary>
public sealed partial class FolioBookPage
{
    private FolioBook? _book;
    private FolioBookStanding? _standing;
    private FolioUse? _use;
    private IReadOnlyList<SubjectHistory.Entry> _history = [];
    private FolioWatchOutcome? _outcome;
    private DataViewGrid? _grid;
    private bool _isMissing;
    private bool _isChanging;
    private bool _isReturning;
    private string _name = string.Empty;
    private int _quantity;
    private int _days;
    private bool _isAutomatic;
    private int _revision;
    private long? _first;
    private long? _last;
    private string _reason = string.Empty;

    /// <summary>The book.</summary>
    [Parameter]
    public long Id { get; set; }

    [Inject]
    private LedgerDatabase Database { get; set; } = null!;

    [Inject]
    private PeopleNames People { get; set; } = null!;

    private string Key => Id.ToString(CultureInfo.InvariantCulture);

    private string Given => FilterJson.Write(new ViewFilter.Comparison("bookKey", FilterOperator.Eq, [Key])).ToJsonString();

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await People.LoadAsync();
        await LoadBranchesAsync();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        var (id, company) = (Id, Person.Caller.Company);
        var book = await Work.ReadAsync(db => db.Set<FolioBook>().AsNoTracking().SingleOrDefaultAsync(b => b.Id == id));
        if (book is null)
        {
            (_isMissing, _book) = (true, null);
            return;
        }

        var queries = new FolioQueries(Database, company);
        var standing = (await queries.AvailabilityAsync()).Single(b => b.BookId == id);
        var use = await queries.UseAsync(standing);
        var history = await SubjectHistory.ReadAsync(Database, company, "folio-book", id.ToString(CultureInfo.InvariantCulture));
        if (id == Id) // else the address has changed meanwhile
        {
            (_isMissing, _book, _standing, _use, _history) = (false, book, standing, use, history);
        }
    }

    private async Task AgainAsync()
    {
        await ReadAsync();
        if (_grid is not null)
        {
            await _grid.RefreshAsync();
        }
    }

    private void OpenChange()
    {
        var book = _book!;
        (_name, _quantity, _days, _isAutomatic, _revision, _isChanging) = (book.Name, book.QuantityThreshold, book.DaysThreshold, book.IsAutomatic, book.Revision, true);
    }

    private void OpenReturn() => (_first, _last, _reason, _isReturning) = (null, null, string.Empty, true);

    private async Task ChangeAsync()
    {
        if (await OnceAsync(() => Work.RunAsync(
            Policies.Owns, session => new FolioBooks(session).ChangeAsync(Id, _name, _quantity, _days, _isAutomatic, _revision))))
        {
            _isChanging = false;
            SayDone(T("page.administration.saved"));
        }

        // Also when it was refused: what somebody else made of it stands behind the form.
        await AgainAsync();
        _revision = _isChanging && _book?.Revision != _revision ? Renew() : _revision;
    }

    // Somebody changed the book meanwhile: the form shows what is there now, and the change is made again on top of it.
    private int Renew()
    {
        OpenChange();
        return _book!.Revision;
    }

    private async Task LookAsync()
    {
        await OnceAsync(async () => _outcome = await Work.RunAsync(Policies.Enters, session => new FolioWatch(session).LookAsync(Id)));
        await AgainAsync();
    }

    private async Task LoadQueuedAsync()
    {
        long loaded = 0;
        if (await OnceAsync(async () => loaded = await Work.RunAsync(Policies.Enters, session => new FolioBooks(session).LoadAsync(Id))))
        {
            SayDone(T("page.folios.book.loaded", loaded));
        }

        await AgainAsync();
    }

    private async Task ReturnAsync()
    {
        long returned = 0;
        if (await OnceAsync(async () => returned = await Work.RunAsync(
            Policies.Enters, session => new FolioReturns(session).ReturnAsync(Id, _reason, _first, _last))))
        {
            _isReturning = false;
            SayDone(T("page.folios.book.returned", returned));
        }

        await AgainAsync();
    }
}
