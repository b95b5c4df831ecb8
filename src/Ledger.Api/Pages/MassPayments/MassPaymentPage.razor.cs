using System.Globalization;
using Ledger.Api.DataViews.Query;
using Ledger.Api.Identity;
using Ledger.Api.MassPayments;
using Ledger.Api.Pages.DataViews;
using Ledger.Api.Pages.Inbox;
using Ledger.Api.Pages.Shell;
using Ledger.Domain;
using Ledger.Domain.Companies;
using Ledger.Domain.MassPayments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Pages.MassPayments;

/// <summary>One mass payment, read anew when its process moves or somebody works on a task of it.</summary>
public sealed partial class MassPaymentPage
{
    private static readonly (string Keys, string Text)[] Shortcuts =
    [
        ("u", "page.mass-payment.back"), ("e", "page.mass-payment.edit"), ("p", "page.mass-payment.print"), ("t", "page.mass-payment.process.task"),
    ];

    private MassPayment? _payment;
    private (string Local, string Foreign) _currencies = (string.Empty, string.Empty);
    private IReadOnlyList<Ledger.Api.Audit.SubjectHistory.Entry> _history = [];
    private int _standingOrders;
    private bool _isGoverned;
    private bool _isMissing;
    private bool _isDeleting;
    private bool _isBusy;
    private DataViewGrid? _grid;
    private TaskWatch? _watch;

    /// <summary>The mass payment's key.</summary>
    [Parameter]
    public long Id { get; set; }

    [Inject]
    private PageWork Work { get; set; } = null!;

    [Inject]
    private MassPaymentHistory History { get; set; } = null!;

    [Inject]
    private ProcessGuard Guard { get; set; } = null!;

    [Inject]
    private IInstanceQueries Instances { get; set; } = null!;

    [Inject]
    private PeopleNames People { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    private bool MayEdit => _payment is { State: MassPaymentState.Entered, AnnulmentBegunAt: null } && Person.May(Policies.Enters);

    // While a process carries it, deleting is an answer to one of its tasks.
    private bool MayDelete => _payment is { AnnulmentBegunAt: null } && !_isGoverned && Person.May(Policies.Enters);

    private string StateLook => _payment!.State switch
    {
        MassPaymentState.Entered => "open",
        MassPaymentState.Authorized => "claimed",
        MassPaymentState.PartlyPaid => "cancelled",
        _ => "completed",
    };

    private string StateText => _payment!.State switch
    {
        MassPaymentState.Entered => T("page.mass-payment.state.Entered", People.Of(_payment.EnteredByName), Moment(_payment.EnteredAt)),
        MassPaymentState.Authorized => T("page.mass-payment.state.Authorized", People.Of(_payment.AuthorizedByName), Day(_payment.AuthorizedOn)),
        var paid => T("page.mass-payment.state." + paid, People.Of(_payment.PaidByName), Day(_payment.PaidOn)),
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await People.LoadAsync();
        var company = Person.Caller.Company;
        _watch = ActivatorUtilities.CreateInstance<TaskWatch>(Services);
        _watch.Start(change => change.CompanyId == company, () => InvokeAsync(LookAgainAsync));
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => ReadAsync();

    private static string ItemsOf(long id) => FilterJson.Write(
        new ViewFilter.Comparison("massPaymentKey", FilterOperator.Eq, [id.ToString(CultureInfo.InvariantCulture)])).ToJsonString();

    private static string Money(decimal amount, string currency) => Amount(amount, Currencies.DecimalsOf(currency));

    /// <summary>Reads everything anew: after something was done with the payment.</summary>
    private async Task ChangedAsync()
    {
        await ReadAsync();
        if (_grid is not null && !_isMissing)
        {
            await _grid.RefreshAsync();
        }
    }

    private async Task LookAgainAsync()
    {
        var before = (_payment?.Revision, _isGoverned, _history.Count);
        await ReadAsync();
        if (before != (_payment?.Revision, _isGoverned, _history.Count))
        {
            StateHasChanged();
            if (_grid is not null && before.Revision != _payment?.Revision)
            {
                await _grid.RefreshAsync();
            }
        }
    }

    private async Task ReadAsync()
    {
        var id = Id;
        var caller = Person.Caller;
        var (payment, currencies, standing) = await Work.ReadAsync(async db => (
            await db.Set<MassPayment>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == id),
            await db.Set<Company>().Where(c => c.Id == db.CompanyId).Select(c => new { c.LocalCurrency, c.ForeignCurrency }).SingleAsync(),
            await db.Set<PaymentOrder>().CountAsync(o => o.MassPaymentId == id && o.State != PaymentOrderState.Annulled)));
        var instance = payment?.InstanceId;
        var isGoverned = instance is { } running && (await Instances.StandingAsync(caller.Company, running))?.Status == WorkflowStatus.Running;
        var history = payment is null ? [] : await History.ReadAsync(caller.Company, id);
        if (id == Id) // else the address has changed meanwhile
        {
            (_payment, _isMissing, _standingOrders, _isGoverned, _history) = (payment, payment is null, standing, isGoverned, history);
            _currencies = (currencies.LocalCurrency, currencies.ForeignCurrency);
        }
    }

    private async Task DeleteAsync()
    {
        if (_isBusy || _payment is not { } payment)
        {
            return;
        }

        _isBusy = true;
        var isDone = await TryAsync(async () =>
        {
            await Guard.CheckAsync(await Person.ConfirmAsync(Policies.Enters), payment.Id);
            await Work.RunAsync(Policies.Enters, session => new MassPaymentDeletion(session).DeleteAsync(payment.Id, payment.Revision));
        });
        (_isBusy, _isDeleting) = (false, false);
        if (isDone)
        {
            SayDone(T("page.mass-payment.delete.done", payment.Number));
            Navigation.NavigateTo("mass-payments");
            return;
        }

        await ChangedAsync();
    }
}
