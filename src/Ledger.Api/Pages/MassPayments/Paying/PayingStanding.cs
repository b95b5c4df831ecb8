using Ledger.Api.MassPayments;
using Ledger.Domain.MassPayments;
using Ledger.Domain.Parameters;
using Ledger.Workflows.Instances;

namespace Ledger.Api.Pages.MassPayments.Paying;

/// <summary>A mass payment with all that decides what may be done with it now.</summary>
/// <param name="Payment">The mass payment.</param>
/// <param name="Purchasing">The parameters of purchasing.</param>
/// <param name="Process">The running process that carries it; null when people decide on its page.</param>
/// <param name="Run">What a person set going on a page of this server; null for nothing.</param>
/// <param name="Suppliers">How many suppliers it pays.</param>
/// <param name="OrderCount">Suppliers that have their payment order.</param>
/// <param name="IsPrepared">True when all suppliers left have their funds, so that the generation can go on as it is.</param>
/// <param name="HasChecks">True when checks were made for it.</param>
public sealed record PayingStanding(
    MassPayment Payment, PurchasingParameters Purchasing, InstanceOverview? Process, PaymentRun? Run, int Suppliers, int OrderCount, bool IsPrepared, bool HasChecks)
{
    /// <summary>True while orders are being issued or annulled.</summary>
    public bool IsBusy => Run is { IsOver: false } || Process is { Tasks.Count: 0, Incidents.Count: 0 };

    /// <summary>The long step of the process that is under way, or null.</summary>
    public StepProgress? Step => Process?.Progress.FirstOrDefault()?.Step;

    /// <summary>True when somebody must authorise it first.</summary>
    public bool AwaitsAuthorization => Payment.State == MassPaymentState.Entered && Purchasing.AuthorizesMassPayments;

    /// <summary>True when it may be paid, or paid on, by its state.</summary>
    public bool IsPayable => Payment.AnnulmentBegunAt is null && Payment.State != MassPaymentState.Paid && !AwaitsAuthorization;
}
