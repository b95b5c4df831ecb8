using Ledger.Api.Identity;
using Ledger.Api.MassPayments;
using Ledger.Domain.MassPayments;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Radzen;

namespace Ledger.Api.Pages.MassPayments.Paying;

/// <summary>The page of paying one mass payment; live while orders are issued or annulled, whoever set it going (features.md P7 to P11, W12).</summary>
public sealed partial class PayPage
{
    private static readonly TimeSpan WhileBusy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WhileIdle = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _end = new();
    private PayingStanding? _standing;
    private IReadOnlyList<MassPaymentSupplier> _prepared = [];
    private FundsForm? _funds;
    private FundsSheet? _sheet;
    private Task? _watch;
    private bool _isMissing;
    private bool _isBusy;
    private bool _changesFunds;
    private bool _annuls;
    private bool _mayAnnul;
    private string _reason = string.Empty;
    private string? _asked;

    /// <summary>The mass payment.</summary>
    [Parameter]
    public long Id { get; set; }

    /// <summary>True to come for the annulment.</summary>
    [SupplyParameterFromQuery]
    public bool? Annul { get; set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_watch is not null)
        {
            await _watch;
        }

        _end.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _annuls = Annul == true;
        await ReadAsync();
        _watch = _end.IsCancellationRequested ? null : WatchAsync(); // left while it was read
    }

    private static bool NeedsFunds(bool isPrepared, bool changes) => !isPrepared || changes;

    private bool NeedsFunds(PayingStanding standing) => NeedsFunds(standing is { IsPrepared: true, OrderCount: > 0 }, _changesFunds);

    private bool MayPay(PayingStanding standing) => standing is { IsPayable: true, IsBusy: false, Process: null } && Person.May(Policies.Enters);

    private bool MayAnnul(PayingStanding standing) => standing is { IsBusy: false, Process: null, Payment.AnnulmentBegunAt: null }
        && standing.Payment.State is MassPaymentState.Paid or MassPaymentState.PartlyPaid && Person.May(Policies.Enters);

    private async Task ReadAsync()
    {
        var standing = await Desk.FindAsync(Id);
        if (standing is { OrderCount: > 0, IsPrepared: true, IsBusy: false } && _standing?.Payment.Revision != standing.Payment.Revision)
        {
            _prepared = await Work.RunAsync(Policies.Reads, session => new MassPaymentGeneration(session).PreparedAsync(Id));
        }

        (_standing, _isMissing) = (standing, standing is null);
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(_standing is { IsBusy: true } ? WhileBusy : WhileIdle, Clock, _end.Token);
                await InvokeAsync(async () =>
                {
                    var before = _standing;
                    await ReadAsync();
                    if (before is { Run.IsOver: false } && _standing is { Run: { IsOver: true } run })
                    {
                        TellEnd(run);
                    }

                    StateHasChanged();
                });
            }
        }
        catch (OperationCanceledException)
        {
            // The page closed.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private void TellEnd(PaymentRun run)
    {
        (_annuls, _changesFunds) = (false, false);
        if (run.Progress.IsFinished)
        {
            SayDone(T(run.Kind == PaymentRunKind.Generation ? "page.paying.generate.done" : "page.paying.annul.done", _standing!.Payment.Number));
            Desk.Forget(run);
        }
    }

    private async Task AskToPayAsync()
    {
        if (NeedsFunds(_standing!))
        {
            _sheet = _funds is null ? null : await _funds.FinishAsync();
            if (_sheet is null)
            {
                Say(NotificationSeverity.Warning, T("page.funds.mend-first"));
                return;
            }
        }
        else
        {
            _sheet = null;
        }

        _asked = "generate";
    }

    private void AskToAnnul()
    {
        if (string.IsNullOrWhiteSpace(_reason))
        {
            Say(NotificationSeverity.Warning, T("page.annul.reason.needed"));
            return;
        }

        _asked = "annul";
    }

    private Task ConfirmAsync() => _asked switch
    {
        "generate" => GenerateAsync(),
        "annul" => AnnulAsync(),
        _ => DoAsync(() => Desk.GiveUpAnnulmentAsync(_standing!.Payment)),
    };

    private Task GenerateAsync() => DoAsync(async () =>
    {
        if (_sheet is null)
        {
            await Desk.GoOnAsync(_standing!);
            return;
        }

        await Desk.GenerateAsync(_standing!.Payment, _sheet.ToFunds());
        await (_funds?.ForgetAsync() ?? ValueTask.CompletedTask);
    });

    private Task AnnulAsync() => DoAsync(() => Desk.AnnulAsync(_standing!.Payment, _reason.Trim().Length == 0 ? T("mass-payment.annulment-reason") : _reason.Trim()));

    private async Task DoAsync(Func<Task> work)
    {
        _isBusy = true;
        await TryAsync(work);
        (_isBusy, _asked) = (false, null);
        await ReadAsync();
    }

    private void ReasonField(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "label");
        builder.AddAttribute(1, "class", "field");
        builder.OpenElement(2, "span");
        builder.AddContent(3, T("page.annul.reason"));
        builder.CloseElement();
        builder.OpenElement(4, "textarea");
        builder.AddAttribute(5, "rows", "2");
        builder.AddAttribute(6, "maxlength", "200");
        builder.AddAttribute(7, "required", true);
        builder.AddAttribute(8, "data-reason", true);
        builder.AddAttribute(9, "data-keep", "annul-reason");
        builder.AddAttribute(10, "value", _reason);
        builder.AddAttribute(11, "oninput", EventCallback.Factory.Create<ChangeEventArgs>(this, e => _reason = e.Value?.ToString() ?? string.Empty));
        builder.CloseElement();
        builder.CloseElement();
    }
}
