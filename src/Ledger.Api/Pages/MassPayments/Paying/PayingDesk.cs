using Ledger.Api.Identity;
using Ledger.Api.MassPayments;
using Ledger.Api.Pages.Shell;
using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Ledger.Domain.Parameters;
using Ledger.Foundation;
using Ledger.Workflows.Instances;

namespace Ledger.Api.Pages.MassPayments.Paying;

/// <summary>What the pages of paying do with a mass payment that no process carries, and how they see it stand (features.md P6 to P11).</summary>
internal sealed class PayingDesk(PageWork work, PagePerson person, LedgerDatabase database, ProcessGuard guard, IInstanceQueries instances, PaymentRuns runs)
{
    /// <summary>A mass payment as it stands now; null when it is there no more.</summary>
    public async Task<PayingStanding?> FindAsync(long id)
    {
        var company = person.Caller.Company;
        var (payment, purchasing) = await work.ReadAsync(async db =>
        {
            try
            {
                return (await new MassPaymentQueries(db).GetAsync(id), await ParameterService.ReadAsync<PurchasingParameters>(db));
            }
            catch (DomainException gone) when (gone.IsNotFound)
            {
                return ((MassPayment?)null, new PurchasingParameters());
            }
        });
        if (payment is null)
        {
            return null;
        }

        var counts = await database.QueryAsync(
            """
            select count(distinct i.supplier_id), count(distinct case when i.payment_order_id is null then null else i.supplier_id end),
                count(distinct case when i.payment_order_id is null and s.supplier_id is null then i.supplier_id else null end),
                (select count(*) from checks k where k.mass_payment_id = $1 and k.company_id = $2)
            from mass_payment_items i
            left join mass_payment_suppliers s on s.mass_payment_id = i.mass_payment_id and s.supplier_id = i.supplier_id
            where i.mass_payment_id = $1 and i.company_id = $2
            """,
            row => (Suppliers: row.GetInt64(0), Orders: row.GetInt64(1), Unprepared: row.GetInt64(2), Checks: row.GetInt64(3)), id, company);
        var (suppliers, orders, unprepared, checks) = counts[0];
        return new PayingStanding(
            payment, purchasing, await ProcessOfAsync(company, payment), runs.Find(company, id), (int)suppliers, (int)orders,
            unprepared == 0 && orders < suppliers, checks > 0);
    }

    /// <summary>Authorises it (P6).</summary>
    /// <exception cref="DomainException">As <see cref="MassPaymentAuthorization.AuthorizeAsync"/>, or a process carries it.</exception>
    public async Task<MassPayment> AuthorizeAsync(MassPayment payment)
    {
        await guard.CheckAsync(await person.ConfirmAsync(Policies.Approves), payment.Id);
        return await work.RunAsync(Policies.Approves, session => new MassPaymentAuthorization(session).AuthorizeAsync(payment.Id, payment.Revision));
    }

    /// <summary>Takes the authorisation back (P6).</summary>
    /// <exception cref="DomainException">As <see cref="MassPaymentAuthorization.WithdrawAsync"/>, or a process carries it.</exception>
    public async Task<MassPayment> WithdrawAsync(MassPayment payment)
    {
        await guard.CheckAsync(await person.ConfirmAsync(Policies.Approves), payment.Id);
        return await work.RunAsync(Policies.Approves, session => new MassPaymentAuthorization(session).WithdrawAsync(payment.Id, payment.Revision));
    }

    /// <summary>Checks and keeps the funds and sets the generation going (P7, P8).</summary>
    /// <exception cref="DomainException">As <see cref="MassPaymentGeneration.PrepareAsync"/>, or a process carries it.</exception>
    public async Task GenerateAsync(MassPayment payment, GenerationFunds funds)
    {
        var caller = await person.ConfirmAsync(Policies.Enters);
        await guard.CheckAsync(caller, payment.Id);
        var progress = await work.RunAsync(
            Policies.Enters, session => new MassPaymentGeneration(session).PrepareAsync(payment.Id, funds, payment.Revision));
        runs.Generate(caller, payment.Id, progress);
    }

    /// <summary>Goes on with a generation that was interrupted, with the funds that were kept (P9).</summary>
    /// <exception cref="DomainException">A process carries it.</exception>
    public async Task GoOnAsync(PayingStanding standing)
    {
        var caller = await person.ConfirmAsync(Policies.Enters);
        await guard.CheckAsync(caller, standing.Payment.Id);
        runs.Generate(caller, standing.Payment.Id, new MassPaymentProgress(standing.OrderCount, standing.Suppliers, standing.Payment.State, false));
    }

    /// <summary>Begins the annulment of the generation, or goes on with one that was interrupted (P11).</summary>
    /// <exception cref="DomainException">As <see cref="MassPaymentAnnulment.BeginAsync"/>, or a process carries it.</exception>
    public async Task AnnulAsync(MassPayment payment, string reason)
    {
        var caller = await person.ConfirmAsync(Policies.Enters);
        await guard.CheckAsync(caller, payment.Id);
        var progress = await work.RunAsync(Policies.Enters, session => new MassPaymentAnnulment(session).BeginAsync(payment.Id, payment.Revision));
        runs.Annul(caller, payment.Id, progress, reason);
    }

    /// <summary>Gives up an annulment that cannot go on (P11).</summary>
    /// <exception cref="DomainException">None is under way.</exception>
    public Task<MassPayment> GiveUpAnnulmentAsync(MassPayment payment) =>
        work.RunAsync(Policies.Enters, session => new MassPaymentAnnulment(session).GiveUpAsync(payment.Id));

    /// <summary>Forgets the run of this page once its end was told.</summary>
    public void Forget(PaymentRun run) => runs.Forget(person.Caller.Company, run);

    private async Task<InstanceOverview?> ProcessOfAsync(long company, MassPayment payment) =>
        payment.InstanceId is { } instance && await instances.OverviewAsync(company, instance) is { } overview && overview.Summary.Status == WorkflowStatus.Running
            ? overview
            : null;
}
