using Codes = Ledger.Domain.MassPayments.MassPaymentCodes;
using static Ledger.Domain.MassPayments.MassPaymentRefusals;

namespace Ledger.Domain.MassPayments;

/// <summary>Authorises mass payments and withdraws authorisations (P6), while the parameter 'authorises mass payments' is on.</summary>
/// <remarks>Who entered a mass payment or put documents into it cannot authorise it (W6). The person is the session's actor.</remarks>
public sealed class MassPaymentAuthorization(LedgerSession session)
{
    /// <summary>Entered becomes authorised.</summary>
    /// <param name="id">The mass payment.</param>
    /// <param name="expectedRevision">The revision the person saw, or null.</param>
    /// <exception cref="DomainException">
    /// The parameter is off, the state is another, no person acts, the person entered it or put documents in, or somebody changed it since.
    /// </exception>
    public async Task<MassPayment> AuthorizeAsync(long id, int? expectedRevision)
    {
        var rules = await CheckParameterAsync();
        var payment = await MassPaymentHeader.LockAsync(session, id, expectedRevision);
        var next = MassPaymentHeader.Check(payment, MassPaymentMove.Authorize, authorizesMassPayments: true);
        await CheckPersonAsync(payment);
        await WriteAsync(id, next, session.Actor.UserId, session.Actor.Name, Stored.Of(rules.Company.DayOf(session.Now)));
        session.Audit("mass-payment.authorized", nameof(MassPayment), id, new { payment.Number, payment.TotalLocal, payment.ItemCount });
        return await MassPaymentHeader.FindAsync(session.Db, id);
    }

    /// <summary>Authorised becomes entered again.</summary>
    /// <param name="id">The mass payment.</param>
    /// <param name="expectedRevision">The revision the person saw, or null.</param>
    /// <exception cref="DomainException">The parameter is off, the state is another, or somebody changed it since.</exception>
    public async Task<MassPayment> WithdrawAsync(long id, int? expectedRevision)
    {
        await CheckParameterAsync();
        var payment = await MassPaymentHeader.LockAsync(session, id, expectedRevision);
        var next = MassPaymentHeader.Check(payment, MassPaymentMove.Withdraw, authorizesMassPayments: true);
        await MassPaymentHeader.DropPreparationAsync(session, id);
        await WriteAsync(id, next, null, null, null);
        session.Audit("mass-payment.authorization-withdrawn", nameof(MassPayment), id, new { payment.Number, payment.AuthorizedByName });
        return await MassPaymentHeader.FindAsync(session.Db, id);
    }

    private async Task<MassPaymentRules> CheckParameterAsync()
    {
        var rules = await MassPaymentRules.LoadAsync(session.Db);
        return rules.Purchasing.AuthorizesMassPayments
            ? rules
            : throw Conflict(Codes.AuthorizationOff, "The company does not authorise mass payments.");
    }

    private async Task CheckPersonAsync(MassPayment payment)
    {
        if (session.Actor.UserId is not { } person)
        {
            throw Conflict(Codes.AuthorizerNotPerson, $"Mass payment {payment.Number} must be authorised by a person.", payment.Number);
        }

        var hasAdded = await session.Transaction.QueryFirstAsync(
            "select count(*) from mass_payment_items where mass_payment_id = $1 and added_by_user_id = $2", row => row.GetInt64(0), payment.Id, person) > 0;
        if (payment.EnteredByUserId == person || hasAdded)
        {
            throw Conflict(
                Codes.AuthorizerEntered, $"{session.Actor.Name} entered mass payment {payment.Number} or put documents in and cannot authorise it.", payment.Number);
        }
    }

    private async Task WriteAsync(long id, MassPaymentState state, long? userId, string? name, int? on)
    {
        await session.Transaction.ExecuteAsync(
            "update mass_payments set state = $2, authorized_by_user_id = $3, authorized_by_name = $4, authorized_on = $5 where id = $1",
            id, state.ToString(), userId, name, on);
        await MassPaymentHeader.TouchAsync(session, id);
    }
}
