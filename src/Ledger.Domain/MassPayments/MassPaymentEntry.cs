using System.Globalization;
using Ledger.Domain.Parameters;
using Microsoft.EntityFrameworkCore;
using Codes = Ledger.Domain.MassPayments.MassPaymentCodes;
using static Ledger.Domain.MassPayments.MassPaymentRefusals;

namespace Ledger.Domain.MassPayments;

/// <summary>Enters mass payments and modifies those not yet paid (P1, P4, P5).</summary>
public sealed class MassPaymentEntry(LedgerSession session)
{
    /// <summary>The series of mass payment numbers.</summary>
    public const string NumberSequence = "mass-payment";

    /// <summary>The number that the next mass payment will have; null when people type numbers (P1). Another may take it before.</summary>
    public async Task<long?> ProposeNumberAsync()
    {
        var rules = await MassPaymentRules.LoadAsync(session.Db);
        if (!rules.Purchasing.AutomaticMassPaymentNumbers)
        {
            return null;
        }

        var number = await new NumberSequences(session).PeekAsync(NumberSequence);
        while (await IsTakenAsync(number))
        {
            number++;
        }

        return number;
    }

    /// <summary>True when no other mass payment has the number (P1). Another may take it before this one is recorded.</summary>
    /// <param name="number">The number.</param>
    /// <param name="ownId">The mass payment that asks, which may keep its own; 0 for a new one.</param>
    public async Task<bool> IsNumberFreeAsync(long number, long ownId) =>
        !await session.Db.Set<MassPayment>().AnyAsync(m => m.Number == number && m.Id != ownId);

    /// <summary>
    /// Enters a mass payment with its documents (P1, P2): entered, or authorised at once when the company does not
    /// authorise mass payments (P4). All its documents are held from now on, or nothing is recorded.
    /// </summary>
    /// <exception cref="DomainException">A field is wrong, a document cannot be chosen or was taken by another mass payment, or there is none.</exception>
    public async Task<MassPayment> EnterAsync(MassPaymentDraft draft)
    {
        var rules = await MassPaymentRules.LoadAsync(session.Db);
        MassPaymentFields.Check(rules.Company, draft.EntryDate, draft.EstimatedPaymentDate, draft.Currency, draft.ExchangeRate, draft.Remarks);
        await CheckNumberAsync(rules, draft.Number, ownId: null);
        var holdings = new MassPaymentHoldings(session, rules.Scope(draft.ExchangeRate));
        if (draft.Documents.IsEmpty)
        {
            throw Empty();
        }

        await holdings.CheckAsync(draft.Documents);
        var id = session.NewId();
        await WriteGuard.RunAsync(
            session,
            async () =>
            {
                await InsertAsync(id, draft.Number ?? await TakeNumberAsync(), draft, MassPaymentLifecycle.Birth(rules.Purchasing.AuthorizesMassPayments));
                await holdings.AddAsync(id, draft.Documents);
                await SumAsync(holdings, id);
            },
            () => DuplicateAsync(holdings, draft.Number, draft.Documents));
        var entered = await MassPaymentHeader.FindAsync(session.Db, id);
        session.Audit("mass-payment.entered", nameof(MassPayment), id, Summary(entered));
        return entered;
    }

    /// <summary>Modifies a mass payment: any field, documents in or out (P5).</summary>
    /// <param name="id">The mass payment.</param>
    /// <param name="change">What is changed.</param>
    /// <param name="expectedRevision">The revision the person saw; when somebody changed it since, the refusal says who and when. Null skips this.</param>
    /// <exception cref="DomainException">It is not in state entered (or authorised, from the authorisation screen), or as <see cref="EnterAsync"/>.</exception>
    public async Task<MassPayment> ModifyAsync(long id, MassPaymentChange change, int? expectedRevision)
    {
        var rules = await MassPaymentRules.LoadAsync(session.Db);
        var payment = await MassPaymentHeader.LockAsync(session, id, expectedRevision);
        var next = MassPaymentHeader.Check(payment, MassPaymentMove.Modify, rules.Purchasing.AuthorizesMassPayments);
        if (payment.State == MassPaymentState.Authorized && !(change.FromAuthorization && rules.Purchasing.AuthorizesMassPayments))
        {
            throw WrongState(MassPaymentMove.Modify, payment.State, payment.Number);
        }

        var before = Summary(payment);
        Apply(change, payment, rules);
        await CheckNumberAsync(rules, change.Number == payment.Number ? null : change.Number, payment.Id, isChange: true);
        var holdings = new MassPaymentHoldings(session, rules.Scope(payment.ExchangeRate));
        if (change.Add is { } add)
        {
            await holdings.CheckAsync(add);
        }

        await WriteGuard.RunAsync(
            session, () => WriteChangeAsync(payment, change, next, holdings), () => DuplicateAsync(holdings, change.Number, change.Add ?? new PayableSelection()));
        var modified = await MassPaymentHeader.FindAsync(session.Db, id);
        session.Audit("mass-payment.modified", nameof(MassPayment), id, new { before, after = Summary(modified), removed = change.RemoveInstallmentIds.Count });
        return modified;
    }

    private static object Summary(MassPayment payment) => new
    {
        payment.Number,
        payment.State,
        payment.EntryDate,
        payment.EstimatedPaymentDate,
        payment.Currency,
        payment.ExchangeRate,
        payment.Remarks,
        payment.ItemCount,
        payment.TotalLocal,
        payment.TotalUnits,
    };

    private static DomainException Empty() => Field(Codes.NoDocuments, "documents", "The mass payment has no documents.");

    private static void Apply(MassPaymentChange change, MassPayment payment, MassPaymentRules rules)
    {
        payment.EntryDate = change.EntryDate ?? payment.EntryDate;
        payment.EstimatedPaymentDate = change.EstimatedPaymentDate ?? payment.EstimatedPaymentDate;
        payment.Currency = change.Currency ?? payment.Currency;
        payment.ExchangeRate = change.ExchangeRate ?? payment.ExchangeRate;
        payment.Remarks = change.Remarks switch { null => payment.Remarks, "" => null, var text => text };
        MassPaymentFields.Check(
            rules.Company, payment.EntryDate, payment.EstimatedPaymentDate, payment.Currency, payment.ExchangeRate, payment.Remarks);
    }

    private static async Task SumAsync(MassPaymentHoldings holdings, long id)
    {
        if (await holdings.SumAsync(id) == 0)
        {
            throw Empty();
        }
    }

    private async Task WriteChangeAsync(MassPayment payment, MassPaymentChange change, MassPaymentState next, MassPaymentHoldings holdings)
    {
        if (change.RemoveInstallmentIds.Count > 0)
        {
            await holdings.RemoveAsync(payment, change.RemoveInstallmentIds);
        }

        if (change.ExchangeRate is not null)
        {
            await holdings.RestateAsync(payment.Id);
        }

        if (change.Add is { IsEmpty: false } add)
        {
            await holdings.AddAsync(payment.Id, add);
        }

        await SumAsync(holdings, payment.Id);
        await MassPaymentHeader.DropPreparationAsync(session, payment.Id);
        await session.Transaction.ExecuteAsync(
            """
            update mass_payments set number = $2, state = $3, entry_date = $4, estimated_payment_date = $5, currency = $6, exchange_rate = $7,
                remarks = $8, authorized_by_user_id = null, authorized_by_name = null, authorized_on = null
            where id = $1
            """,
            payment.Id, change.Number ?? payment.Number, next.ToString(), Stored.Of(payment.EntryDate), Stored.Of(payment.EstimatedPaymentDate),
            payment.Currency, RateConverter.ToStored(payment.ExchangeRate), payment.Remarks);
        await MassPaymentHeader.TouchAsync(session, payment.Id);
    }

    private async Task InsertAsync(long id, long number, MassPaymentDraft draft, MassPaymentState state)
    {
        var actor = session.Actor;
        var now = session.Now.ToUnixTimeMilliseconds();
        var authorized = state == MassPaymentState.Authorized;
        await session.Transaction.ExecuteAsync(
            """
            insert into mass_payments (id, company_id, number, state, entry_date, estimated_payment_date, currency, exchange_rate, remarks,
                total_local, total_units, item_count, entered_by_user_id, entered_by_name, entered_at, changed_by_name, changed_at,
                authorized_by_user_id, authorized_by_name, authorized_on, instance_id, revision)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0, $10, $11, $12, $11, $12, $13, $14, $15, $16, 0)
            """,
            id, session.CompanyId, number, state.ToString(), Stored.Of(draft.EntryDate), Stored.Of(draft.EstimatedPaymentDate),
            draft.Currency, RateConverter.ToStored(draft.ExchangeRate), string.IsNullOrEmpty(draft.Remarks) ? null : draft.Remarks,
            actor.UserId, actor.Name, now, authorized ? actor.UserId : null, authorized ? actor.Name : null,
            authorized ? Stored.Of(draft.EntryDate) : null, actor.InstanceId);
    }

    private async Task CheckNumberAsync(MassPaymentRules rules, long? number, long? ownId, bool isChange = false)
    {
        if (number is null)
        {
            if (!rules.Purchasing.AutomaticMassPaymentNumbers && !isChange)
            {
                throw Field(Codes.NumberMissing, "number", "Numbers are typed and none was given.");
            }

            return;
        }

        if (number <= 0)
        {
            throw Field(Codes.NumberInvalid, "number", "The number must be positive.");
        }

        if (rules.Purchasing.AutomaticMassPaymentNumbers)
        {
            throw Field(Codes.NumberAutomatic, "number", "Numbers are automatic.", await ProposeNumberAsync());
        }

        if (await session.Db.Set<MassPayment>().AnyAsync(m => m.Number == number && m.Id != ownId))
        {
            throw NumberTaken(number.Value);
        }
    }

    private static DomainException NumberTaken(long number) => new(
        Codes.NumberTaken, string.Create(CultureInfo.InvariantCulture, $"Number {number} belongs to another mass payment."), number)
    {
        Field = "number",
        IsConflict = true,
    };

    private async Task<long> TakeNumberAsync()
    {
        // Numbers typed while the parameter was off are stepped over.
        var numbers = new NumberSequences(session);
        var number = await numbers.TakeAsync(NumberSequence);
        while (await IsTakenAsync(number))
        {
            number = await numbers.TakeAsync(NumberSequence);
        }

        return number;
    }

    private Task<bool> IsTakenAsync(long number) => session.Db.Set<MassPayment>().AnyAsync(m => m.Number == number);

    private async Task<DomainException> DuplicateAsync(MassPaymentHoldings holdings, long? number, PayableSelection documents) =>
        number is { } typed && await IsTakenAsync(typed) ? NumberTaken(typed) : await holdings.TakenAsync(documents);
}
