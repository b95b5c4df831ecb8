using Ledger.Domain.ExchangeRates;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.MassPayments;

/// <summary>What a process needs of mass payments beside what people do: taking one over, and entering one by itself (W7).</summary>
public sealed class MassPaymentProcess(LedgerSession session)
{
    /// <summary>
    /// Ties an entered mass payment to the workflow instance that carries it from now on. Taking over what the same instance
    /// has already is no change.
    /// </summary>
    /// <param name="id">The mass payment.</param>
    /// <param name="handedOverBy">The instance that started this one, which may hand over what it carries; or null.</param>
    /// <exception cref="DomainException">There is none, or another instance carries it.</exception>
    public async Task<MassPayment> AdoptAsync(long id, long? handedOverBy)
    {
        var instance = session.Actor.InstanceId
            ?? throw new InvalidOperationException("Only a workflow instance can take over a mass payment.");
        var payment = await MassPaymentHeader.LockAsync(session, id, expectedRevision: null);
        if (payment.InstanceId == instance)
        {
            return payment;
        }

        if (payment.InstanceId is { } other && other != handedOverBy)
        {
            throw MassPaymentRefusals.Conflict(
                MassPaymentCodes.ProcessTaken, $"Mass payment {payment.Number} is carried by instance {other}.", payment.Number, other);
        }

        await session.Transaction.ExecuteAsync("update mass_payments set instance_id = $2 where id = $1", id, instance);
        await MassPaymentHeader.TouchAsync(session, id);
        session.Audit("mass-payment.process-started", nameof(MassPayment), id, new { payment.Number, instance });
        return await MassPaymentHeader.FindAsync(session.Db, id);
    }

    /// <summary>
    /// Enters a mass payment from what is given, with the company's defaults for the rest: today, the local currency and
    /// the latest rate. Null when no document matches: nothing is recorded then.
    /// </summary>
    /// <exception cref="DomainException">As <see cref="MassPaymentEntry.EnterAsync"/>; or the saved filter or a rate is missing.</exception>
    public async Task<MassPayment?> GatherAsync(MassPaymentRequest request)
    {
        var rules = await MassPaymentRules.LoadAsync(session.Db);
        var today = rules.Company.DayOf(session.Now);
        var draft = new MassPaymentDraft(
            today,
            request.EstimatedPaymentDate ?? today,
            request.Currency ?? rules.Company.LocalCurrency,
            request.ExchangeRate ?? await LatestRateAsync(rules.Company.ForeignCurrency, today),
            await SelectionAsync(request, today))
        {
            Number = request.Number,
            Remarks = request.Remarks,
        };
        try
        {
            return await new MassPaymentEntry(session).EnterAsync(draft);
        }
        catch (DomainException nothing) when (nothing.Code == MassPaymentCodes.NoDocuments && draft.Documents.Filter is not null)
        {
            return null;
        }
    }

    /// <summary>The mass payment as it is now and who had a hand in it; null when it is there no more.</summary>
    public async Task<MassPaymentReading?> ReadAsync(long id)
    {
        var payment = await session.Db.Set<MassPayment>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == id);
        if (payment is null)
        {
            return null;
        }

        var contributors = await session.Transaction.QueryAsync(
            "select distinct added_by_user_id from mass_payment_items where mass_payment_id = $1 and added_by_user_id is not null",
            row => row.GetInt64(0), id);
        if (payment.EnteredByUserId is { } enteredBy && !contributors.Contains(enteredBy))
        {
            contributors.Add(enteredBy);
        }

        return new MassPaymentReading(payment, contributors);
    }

    private async Task<PayableSelection> SelectionAsync(MassPaymentRequest request, DateOnly today)
    {
        if (request.InstallmentIds.Count > 0)
        {
            return new PayableSelection { InstallmentIds = request.InstallmentIds };
        }

        var filter = request.Filter;
        var days = request.DueWithinDays;
        if (request.SavedFilter is { } name)
        {
            var saved = await new SavedFilters(session).GetAsync(name);
            filter = saved.Filter;
            days ??= saved.DueWithinDays;
        }

        if (days is { } within)
        {
            filter = (filter ?? new PayableFilter()) with
            {
                DueFrom = null,
                DueTo = today.AddDays(within),
                IssuedFrom = null,
                IssuedTo = null,
                Kinds = [DocumentKind.Invoice],
            };
        }

        // Nobody is there to untick a supplier whose credits exceed what is due, so such suppliers are left for people.
        return new PayableSelection { Filter = filter, OnlySuppliersToPay = filter is not null };
    }

    private async Task<decimal> LatestRateAsync(string currency, DateOnly today) =>
        await session.Db.Set<ExchangeRate>().AsNoTracking()
            .Where(r => r.Currency == currency && r.Date <= today)
            .OrderByDescending(r => r.Date).Select(r => (decimal?)r.Rate).FirstOrDefaultAsync()
        ?? throw MassPaymentRefusals.Field(
            MassPaymentCodes.RateUnknown, "exchangeRate", $"There is no exchange rate of {currency} on or before {today}.", currency, today);
}
