using System.Globalization;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Shell;
using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Ledger.Domain.Treasury;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Ledger.Api.Pages.MassPayments.Paying;

/// <summary>
/// Asks for the funds of a generation, in general or per supplier, and shows what the domain would refuse at the cell where it
/// is mended (features.md P7). What was filled in is kept in the browser until it is used, so a reload loses nothing.
/// </summary>
public sealed partial class FundsForm
{
    private const int PageSize = 50;

    private readonly string _name = "funds-" + Guid.NewGuid().ToString("N")[..8];
    private readonly FundsSheet _sheet = new();
    private ElementReference _root;
    private FundsBooks? _books;
    private FundsReview? _review;
    private ILookup<long?, FundsProblem> _problems = Array.Empty<FundsProblem>().ToLookup(p => p.SupplierId);
    private List<SupplierToPay> _rows = [];
    private string? _failure;
    private string _search = string.Empty;
    private bool _onlyProblems;
    private bool _isRecovered;
    private bool _isReviewing;
    private bool _isReviewDue;
    private Task<bool> _reviewing = Task.FromResult(true);
    private int _page;
    private (int Row, int Column)? _focus;
    private IJSObjectReference? _script;
    private bool _isLeft;
    private DotNetObjectReference<FundsForm>? _self;
    private bool _isAttached;

    /// <summary>The mass payment.</summary>
    [Parameter, EditorRequired]
    public long PaymentId { get; set; }

    /// <summary>True when the person may fill it in.</summary>
    [Parameter]
    public bool MayEdit { get; set; } = true;

    /// <summary>The funds that were kept for the rest of an interrupted generation; they are filled in at first.</summary>
    [Parameter]
    public IReadOnlyList<MassPaymentSupplier> Prepared { get; set; } = [];

    [Inject]
    private PageWork Work { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private string DraftKey => string.Create(CultureInfo.InvariantCulture, $"ledger.funds:{Person.Caller.Company}:{Person.Caller.UserId}:{PaymentId}");

    /// <summary>The funds as they are filled in, when nothing stands in the way; else null, and the first problem has the focus.</summary>
    internal async Task<FundsSheet?> FinishAsync()
    {
        if (!await ReviewAsync())
        {
            return null;
        }

        if (_review!.Problems.Count == 0)
        {
            return _sheet;
        }

        if (_review.Problems.FirstOrDefault(p => p.SupplierId is not null) is { } first && _review.Problems.All(p => p.SupplierId is not null))
        {
            (_search, _onlyProblems) = (string.Empty, false);
            Filter();
            _page = Math.Max(0, _rows.FindIndex(r => r.SupplierId == first.SupplierId)) / PageSize;
        }

        StateHasChanged();
        await Task.Yield();
        await (_script?.InvokeVoidAsync("focusProblem", _root) ?? ValueTask.CompletedTask);
        return null;
    }

    /// <summary>Forgets the draft: the funds were used.</summary>
    internal ValueTask ForgetAsync() => _script?.InvokeVoidAsync("forget", DraftKey) ?? ValueTask.CompletedTask;

    /// <summary>Shows a row that stands on another page and gives it the focus; called by the script.</summary>
    [JSInvokable]
    public void Go(int row, int column)
    {
        if (row >= 0 && row < _rows.Count)
        {
            (_page, _focus) = (row / PageSize, (row, column));
            StateHasChanged();
        }
    }

    /// <summary>Copies a value from the row above, or down to all rows below; called by the script.</summary>
    [JSInvokable]
    public async Task CopyAsync(int row, int column, bool toEnd)
    {
        var copied = (FundsColumn)column;
        var from = toEnd ? row : row - 1;
        if (!MayEdit || !_sheet.BySupplier || !CanEdit(copied) || from < 0 || row >= _rows.Count)
        {
            return;
        }

        var last = toEnd ? _rows.Count - 1 : row;
        for (var i = from + 1; i <= last; i++)
        {
            CopyInto(_rows[i], copied, _rows[from], i - from);
        }

        _focus = (row, column);
        await ChangedAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isLeft = true;
        try
        {
            if (_script is not null)
            {
                await _script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its objects with it.
        }

        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var script = await Browser.InvokeAsync<IJSObjectReference>("import", "./paying/funds.js");
        _books = await Work.ReadAsync(FundsBooks.ReadAsync);
        if (_isLeft)
        {
            await script.DisposeAsync();
            throw new OperationCanceledException("The form has gone."); // Blazor takes a cancelled start for what it is
        }

        _script = script;
        if (MayEdit)
        {
            _isRecovered = _sheet.TryTake(await _script.InvokeAsync<string?>("kept", DraftKey)) && !_sheet.IsEmpty;
        }

        if (!_isRecovered && Prepared.Count > 0)
        {
            TakePrepared();
        }

        await ReviewAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_isAttached && _review is not null && _script is not null)
        {
            _isAttached = true;
            _self = DotNetObjectReference.Create(this);
            await _script.InvokeVoidAsync("attach", _root, _self);
        }

        if (_focus is { } at && _script is not null)
        {
            _focus = null;
            await _script.InvokeVoidAsync("focusAt", _root, at.Row, at.Column);
        }
    }

    private static bool IsOfAll(FundsProblem problem) =>
        problem is { SupplierId: null } && problem.Field != "date" && !FundsColumns.All.Any(c => FundsColumns.FieldOf(c) == problem.Field);

    private List<FundsColumn> Columns(FundsBooks books) => books.Purchasing.HasTreasury
        ? [.. FundsColumns.All.Where(c => c != FundsColumn.Classification || books.Classifications.Count > 0)]
        : [FundsColumn.Classification];

    private bool CanEdit(FundsColumn column) => MayEdit && (column == FundsColumn.Classification || _books!.IsEditable);

    private string? WhyNotEditable() => _books is not { } books || !MayEdit || books.IsEditable ? null
        : T(books.Purchasing.HasTreasury ? "page.funds.read-only" : "page.funds.no-treasury");

    private string HeadingOf(FundsColumn column, bool general) => T((general && column == FundsColumn.Number ? "page.funds.first-" : "page.funds.column.") + column);

    private string TextOf(FundsProblem problem) => TextOf(new DomainException(problem.Code, problem.Code, [.. problem.Arguments]));

    private List<FundsProblem> ProblemsOf(long? supplierId) => [.. _problems[supplierId]];

    private IEnumerable<FundsProblem> ProblemsAt(string field) => _problems[null].Where(p => p.Field == field);

    private FundsData DataOf(SupplierToPay row) => _sheet.Of(_sheet.BySupplier ? row.SupplierId : null);

    private IEnumerable<(SupplierToPay Row, int Index)> PageRows() => _rows.Select((row, i) => (row, i)).Skip(_page * PageSize).Take(PageSize);

    private IEnumerable<(string Account, int Count, decimal Sum)> Sums(FundsBooks books) => books.Purchasing.HasTreasury
        ? _review!.Suppliers.GroupBy(s => s.PaymentAccountId).Select(g => (books.Account(g.Key)?.Code ?? T("page.funds.no-account"), g.Count(), g.Sum(s => s.Local)))
        : [];

    private async Task<bool> SetAsync(long? supplierId, FundsColumn column, string? text)
    {
        if (!CanEdit(column) || !_sheet.Set(supplierId, column, text))
        {
            return false;
        }

        await ChangedAsync();
        return true;
    }

    private async Task DateAsync(ChangeEventArgs e)
    {
        _sheet.Date = DateOnly.TryParseExact(e.Value?.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        await ChangedAsync();
    }

    private async Task WayAsync(bool bySupplier)
    {
        _sheet.BySupplier = bySupplier;
        await ChangedAsync();
    }

    private async Task StartOverAsync()
    {
        _isRecovered = false;
        _sheet.TryTake(new FundsSheet().ToDraft());
        TakePrepared();
        await ForgetAsync();
        await ReviewAsync();
    }

    private async Task ChangedAsync()
    {
        if (_script is not null)
        {
            await _script.InvokeVoidAsync("keep", DraftKey, _sheet.ToDraft());
        }

        await ReviewAsync();
        StateHasChanged(); // a cell told it, not an event of this form
    }

    // One at a time: a change while one is under way is looked at once more after it, and who waits gets the last.
    private Task<bool> ReviewAsync()
    {
        _isReviewDue = true;
        return _isReviewing ? _reviewing : _reviewing = RunReviewsAsync();
    }

    private async Task<bool> RunReviewsAsync()
    {
        _isReviewing = true;
        try
        {
            while (_isReviewDue)
            {
                _isReviewDue = false;
                var funds = _sheet.ToFunds();
                var review = await Work.RunAsync(Policies.Reads, session => new MassPaymentGeneration(session).ReviewAsync(PaymentId, funds));
                _review = review;
                _failure = null;
                var known = review.Suppliers.Select(s => s.SupplierId).ToHashSet();
                if (review.Problems.Any(p => p.Code == MassPaymentCodes.SupplierNotInPayment))
                {
                    _sheet.Keep(known);
                    _isReviewDue = true;
                }

                _problems = review.Problems.ToLookup(p => p.SupplierId);
                Filter();
            }

            return true;
        }
        catch (Exception refusal) when (!Refusal.Of(refusal).IsUnexpected)
        {
            (_review, _failure) = (null, TextOf(refusal));
            return false;
        }
        finally
        {
            _isReviewing = false;
        }
    }

    private void SearchAsync(ChangeEventArgs e)
    {
        (_search, _page) = (e.Value?.ToString() ?? string.Empty, 0);
        Filter();
    }

    private void OnlyProblems(ChangeEventArgs e)
    {
        (_onlyProblems, _page) = (e.Value is true, 0);
        Filter();
    }

    private void Filter()
    {
        var words = _search.Trim();
        bool Found(SupplierToPay row) => words.Length == 0
            || row.SupplierCode.Contains(words, StringComparison.CurrentCultureIgnoreCase) || row.SupplierName.Contains(words, StringComparison.CurrentCultureIgnoreCase);
        _rows = [.. _review!.Suppliers.Where(r => Found(r) && (!_onlyProblems || _problems[r.SupplierId].Any()))];
        _page = Math.Min(_page, Math.Max(0, (_rows.Count - 1) / PageSize));
    }

    private void TakePrepared()
    {
        if (Prepared.Count == 0 || _books is not { IsEditable: true })
        {
            return;
        }

        foreach (var kept in Prepared)
        {
            _sheet.Put(kept.SupplierId, new FundsData
            {
                DebitAccountId = kept.DebitAccountId,
                PaymentAccountId = kept.PaymentAccountId,
                ByCheck = _books.Account(kept.PaymentAccountId) is { Kind: TreasuryAccountKind.Bank } ? kept.CheckbookId is not null : null,
                CheckbookId = kept.CheckbookId,
                CheckNumber = kept.CheckNumber,
                CheckDueDate = kept.CheckDueDate,
                ClassificationId = kept.ClassificationId,
            });
        }

        // A day that has passed is still open or not: the check of the date says so.
        _sheet.Date = Prepared[0].PaymentDate;
    }

    private Task CopyAsync(string how) => _script?.InvokeVoidAsync("copy", _root, how == "down").AsTask() ?? Task.CompletedTask;

    private void CopyInto(SupplierToPay to, FundsColumn column, SupplierToPay from, int distance)
    {
        var data = _sheet.Of(from.SupplierId);
        string? Key(long? value) => value?.ToString(CultureInfo.InvariantCulture);
        var text = column switch
        {
            FundsColumn.Debit => Key(data.DebitAccountId ?? from.DebitAccountId),
            FundsColumn.Account => Key(data.PaymentAccountId ?? from.PaymentAccountId),
            FundsColumn.ByCheck => (data.ByCheck ?? (from.CheckbookId is not null)) ? "true" : "false",
            FundsColumn.Checkbook => Key(data.CheckbookId ?? from.CheckbookId),

            // A number is of one check: further down it counts on.
            FundsColumn.Number => Key((data.CheckNumber ?? from.CheckNumber) + distance),
            FundsColumn.Days => Key(data.CheckDays ?? from.CheckDays),
            FundsColumn.Due => (data.CheckDueDate ?? from.CheckDueDate)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => Key(data.ClassificationId),
        };
        var isForChecks = FundsColumns.IsOfCheck(column);
        if (!isForChecks || to.CheckbookId is not null || _sheet.Of(to.SupplierId).ByCheck == true)
        {
            _sheet.Set(to.SupplierId, column, text);
        }
    }
}
