using System.Globalization;
using Ledger.Api.DataViews.Query;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.MassPayments;
using Ledger.Api.Pages.DataViews;
using Ledger.Api.Pages.Shell;
using Ledger.Domain;
using Ledger.Domain.Documents;
using Ledger.Domain.MassPayments;
using Ledger.Domain.MassPayments.Worksheets;
using Ledger.Domain.Parameters;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Pages.MassPayments;

/// <summary>Enters a mass payment, or modifies one that is entered (features.md P1, P5).</summary>
public sealed partial class EntryPage
{
    private const int FindingsShown = 20;

    private static readonly (string Keys, string Text)[] Shortcuts =
    [
        ("a", "page.entry.add"), ("Delete", "page.entry.remove.key"), ("F10", "page.entry.accept"), ("Esc", "page.entry.cancel"),
    ];

    private readonly Dictionary<string, string> _problems = [];
    private Worksheet? _sheet;
    private WorksheetTotals _totals = new(0, 0, 0);
    private long? _proposed;
    private bool _isAutomatic;
    private bool _hasProcess;
    private bool _isChoosing;
    private bool _isBusy;
    private bool _isAccepting;
    private bool _wasKept;
    private long _marked;
    private string? _given;
    private string? _refusal;
    private string? _conflict;
    private string? _leaveTo;
    private bool _mayLeave;
    private IReadOnlyList<WorksheetFinding> _findings = [];
    private MassPayment? _accepted;
    private DataViewGrid? _grid;
    private Task _saving = Task.CompletedTask;

    /// <summary>The mass payment that is modified; 0 for a new one.</summary>
    [Parameter]
    public long Id { get; set; }

    /// <summary>The task to go back to, as the task page names it: <c>tasks/5</c>.</summary>
    [SupplyParameterFromQuery(Name = "return")]
    public string? ReturnTo { get; set; }

    [Inject]
    private PageWork Work { get; set; } = null!;

    [Inject]
    private MassPaymentDesk Desk { get; set; } = null!;

    [Inject]
    private PeopleNames People { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    // Only to a task of ours: an address comes from anybody.
    private string? Return => ReturnTo is { } to && to.StartsWith("tasks/", StringComparison.Ordinal) && long.TryParse(to[6..], CultureInfo.InvariantCulture, out _) ? to : null;

    private string Back => Return ?? (Id == 0 ? "mass-payments" : string.Create(CultureInfo.InvariantCulture, $"mass-payments/{Id}"));

    private string Title => Id == 0 ? T("page.entry.title") : T("page.entry.title.edit", _sheet?.Number ?? _accepted?.Number);

    private bool IsUnsaved => _accepted is null && _sheet is { IsTouched: true } && !_mayLeave;

    private static string PrintFormat => new PdfPrinter().IsAvailable ? "pdf" : "html";

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => OpenAsync();

    private static string Typed(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string? Invalid(string field) => _problems.ContainsKey(field) ? "true" : null;

    private async Task OpenAsync()
    {
        (_accepted, _conflict, _findings, _isAccepting, _mayLeave, _wasKept) = (null, null, [], false, false, false);
        _problems.Clear();
        try
        {
            _hasProcess = Id == 0 && await Desk.HasProcessAsync();
            int? revision = null;
            await Work.RunAsync(Policies.Enters, async session =>
            {
                var sheets = new Worksheets(session);
                var sheet = await sheets.OpenAsync(Id);
                _findings = sheet.IsTouched ? await sheets.ReviewAsync(sheet.Id) : [];
                _totals = await sheets.TotalsAsync(sheet.Id);
                _proposed = Id == 0 ? await new MassPaymentEntry(session).ProposeNumberAsync() : null;
                _isAutomatic = (await new ParameterService(session).GetAsync<PurchasingParameters>()).AutomaticMassPaymentNumbers;
                revision = Id == 0 ? null : await session.Db.Set<MassPayment>().Where(m => m.Id == Id).Select(m => (int?)m.Revision).FirstOrDefaultAsync();
                _sheet = sheet;
            });
            _wasKept = _sheet!.IsTouched;
            _isChoosing = _sheet.Choice is not null;
            _given = FilterJson.Write(new ViewFilter.Comparison("worksheetKey", FilterOperator.Eq, [_sheet.Id.ToString(CultureInfo.InvariantCulture)])).ToJsonString();
            if (revision != _sheet.BaseRevision && Id != 0)
            {
                await TellConflictAsync();
            }
        }
        catch (Exception refused) when (!Refusal.Of(refused).IsUnexpected)
        {
            _refusal = TextOf(refused);
        }
    }

    private async Task TellConflictAsync()
    {
        var payment = await Work.ReadAsync(db => db.Set<MassPayment>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == Id));
        await People.LoadAsync();
        _conflict = payment is null ? T("page.mass-payment.missing") : T("page.entry.conflict", payment.Number, People.Of(payment.ChangedByName), Moment(payment.ChangedAt));
    }

    // What the field says is kept even when it cannot be accepted yet; what is wrong with it stands beside it.
    // One after the other: each field goes into what the one before left.
    private Task SaveAsync(Func<WorksheetFields, WorksheetFields> change) => _saving = SaveAfterAsync(_saving, change);

    private async Task SaveAfterAsync(Task previous, Func<WorksheetFields, WorksheetFields> change)
    {
        await previous;
        var before = _sheet!.ExchangeRate;
        var fields = change(WorksheetFields.Of(_sheet));
        if (await TryAsync(() => Work.RunAsync(Policies.Enters, async session =>
        {
            _sheet = await new Worksheets(session).SaveAsync(_sheet.Id, fields);
            _totals = await new Worksheets(session).TotalsAsync(_sheet.Id);
        })))
        {
            CheckDates();
            if (before != _sheet.ExchangeRate && _grid is not null)
            {
                await _grid.RefreshAsync();
            }
        }
    }

    private void CheckDates()
    {
        _problems.Remove("estimatedPaymentDate");
        if (_sheet!.EstimatedPaymentDate < _sheet.EntryDate)
        {
            _problems["estimatedPaymentDate"] = T(MassPaymentCodes.EstimatedBeforeEntry, _sheet.EstimatedPaymentDate, _sheet.EntryDate);
        }
    }

    private Task DateAsync(ChangeEventArgs e, Func<WorksheetFields, DateOnly, WorksheetFields> change) =>
        DateOnly.TryParseExact(e.Value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? SaveAsync(fields => change(fields, day))
            : Task.CompletedTask;

    private Task RateAsync(ChangeEventArgs e)
    {
        _problems.Remove("exchangeRate");
        if (TypedDecimal.TryRead(e.Value as string, CultureInfo.CurrentCulture, out var rate) && rate is > 0 and < 1_000_000_000)
        {
            return SaveAsync(fields => fields with { ExchangeRate = decimal.Round(rate.Value, 6) });
        }

        _problems["exchangeRate"] = T("page.entry.rate.wrong", 950.25m.ToString("N2", CultureInfo.CurrentCulture));
        return Task.CompletedTask;
    }

    private async Task NumberAsync(ChangeEventArgs e)
    {
        _problems.Remove("number");
        if (!long.TryParse(e.Value as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number <= 0)
        {
            _problems["number"] = T(MassPaymentCodes.NumberInvalid);
            return;
        }

        await SaveAsync(fields => fields with { Number = number });
        if (!await Work.RunAsync(Policies.Enters, session => new MassPaymentEntry(session).IsNumberFreeAsync(number, Id)))
        {
            _problems["number"] = T(MassPaymentCodes.NumberTaken, number);
        }
    }

    private async Task IncludedAsync(int added)
    {
        SayDone(T("page.entry.added", added.ToString("N0", CultureInfo.CurrentCulture)));
        (_isChoosing, _findings) = (false, []);
        _problems.Remove("documents");
        await ReadAsync();
    }

    private async Task CloseChoiceAsync()
    {
        await TryAsync(() => Work.RunAsync(Policies.Enters, session => new Worksheets(session).KeepChoiceAsync(_sheet!.Id, null)));
        _isChoosing = false;
        await ReadAsync();
    }

    private Task ReadAsync() => TryAsync(() => Work.RunAsync(Policies.Enters, async session =>
    {
        var sheets = new Worksheets(session);
        _sheet = await sheets.FindAsync(_sheet!.Id) ?? throw new DomainException(MassPaymentCodes.WorksheetGone, "The worksheet is gone.");
        _totals = await sheets.TotalsAsync(_sheet.Id);
    }));

    private async Task RemoveAsync()
    {
        if (_isBusy || _grid is null)
        {
            return;
        }

        _isBusy = true;
        if (await TryAsync(async () =>
        {
            var ids = (await _grid.ChosenKeysAsync()).Select(k => long.Parse(k[(k.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture)).ToList();
            var removed = await Work.RunAsync(Policies.Enters, session => new Worksheets(session).RemoveAsync(_sheet!.Id, ids));
            SayDone(T("page.entry.removed", removed.ToString("N0", CultureInfo.CurrentCulture)));
            await _grid.ChooseNoneAsync();
        }))
        {
            await ReadAsync();
            if (_totals.Count > 0)
            {
                await _grid.RefreshAsync();
            }
        }

        _isBusy = false;
    }

    private async Task AcceptAsync()
    {
        if (_isBusy || _isChoosing)
        {
            return;
        }

        _isBusy = true;
        await _saving;
        _problems.Clear();
        try
        {
            var caller = await Person.ConfirmAsync(Policies.Enters);
            var acceptance = await Desk.AcceptAsync(caller, _sheet!.Id);
            (_accepted, _findings, _isAccepting) = (acceptance.Payment, acceptance.Findings, true);
            if (_accepted is null)
            {
                await ReadAsync();
                if (_grid is not null)
                {
                    await _grid.RefreshAsync();
                }
            }
        }
        catch (Exception refused) when (!Refusal.Of(refused).IsUnexpected)
        {
            var refusal = Refusal.Of(refused);
            if (refusal.Code == MassPaymentCodes.ChangedMeanwhile)
            {
                await TellConflictAsync();
                _isBusy = false;
                return;
            }

            if (refusal.Field is { } field)
            {
                _problems[field] = TextOf(refused);
            }

            await TryAsync(() => Task.FromException(refused));
        }

        _isBusy = false;
    }

    private async Task BeginAnewAsync()
    {
        if (await TryAsync(() => Work.RunAsync(Policies.Enters, session => new Worksheets(session).DiscardAsync(_sheet!.Id))))
        {
            _sheet = null;
            _grid = null;
            await OpenAsync();
        }
    }

    private void AskBeforeLeaving(LocationChangingContext context)
    {
        if (IsUnsaved)
        {
            context.PreventNavigation();
            _leaveTo = context.TargetLocation;
            StateHasChanged();
        }
    }

    private Task LeaveAsync(string address)
    {
        if (IsUnsaved)
        {
            _leaveTo = address;
            return Task.CompletedTask;
        }

        _leaveTo = address;
        return GoAsync(discards: true);
    }

    private async Task GoAsync(bool discards)
    {
        var address = _leaveTo ?? Back;
        _leaveTo = null;
        if (!discards || await TryAsync(() => Work.RunAsync(Policies.Enters, session => new Worksheets(session).DiscardAsync(_sheet!.Id))))
        {
            _mayLeave = true;
            Navigation.NavigateTo(address);
        }
    }

    private string Told(WorksheetFinding finding) => finding.Obstacle switch
    {
        null => T("page.entry.finding.amount", finding.Document, finding.SupplierName, MoneyText.Of(finding.Before, finding.Currency), MoneyText.Of(finding.Now, finding.Currency)),
        PayableObstacle.InMassPayment => T("page.entry.finding.taken", finding.Document, finding.SupplierName, finding.Holder),
        var obstacle => T("page.entry.finding.gone", finding.Document, finding.SupplierName, T("views.choice.PayableObstacle." + obstacle)),
    };

    private RenderFragment? Problem(string field) => _problems.GetValueOrDefault(field) is { } problem
        ? builder =>
        {
            builder.OpenElement(0, "span");
            builder.AddAttribute(1, "class", "problem");
            builder.AddAttribute(2, "role", "alert");
            builder.AddContent(3, problem);
            builder.CloseElement();
        }
    : null;
}
