using System.Globalization;
using Codes = Ledger.Domain.MassPayments.MassPaymentCodes;

namespace Ledger.Domain.MassPayments;

/// <summary>Makes the refusals that several services share.</summary>
internal static class MassPaymentRefusals
{
    public static DomainException NotFound(long id) =>
        new(Codes.NotFound, string.Create(CultureInfo.InvariantCulture, $"There is no mass payment {id}.")) { IsNotFound = true };

    public static DomainException WrongState(MassPaymentMove move, MassPaymentState from, long number = 0) =>
        new(
            move switch
            {
                MassPaymentMove.Modify => Codes.ModifyState,
                MassPaymentMove.Authorize => Codes.AuthorizeState,
                MassPaymentMove.Withdraw => Codes.WithdrawState,
                MassPaymentMove.PayPartly or MassPaymentMove.PayAll => Codes.PayState,
                MassPaymentMove.AnnulPartly or MassPaymentMove.AnnulAll => Codes.AnnulState,
                _ => Codes.DeleteState,
            },
            string.Create(CultureInfo.InvariantCulture, $"{move} is not possible on mass payment {number}, which is {from}."),
            number)
        { IsConflict = true };

    public static DomainException AnnulmentUnderWay(MassPayment payment) => Conflict(
        Codes.AnnulmentUnderWay, $"The annulment of mass payment {payment.Number} is under way.", payment.Number);

    public static DomainException ChangedMeanwhile(MassPayment payment) => Conflict(
        Codes.ChangedMeanwhile,
        string.Create(CultureInfo.InvariantCulture, $"Mass payment {payment.Number} was changed by {payment.ChangedByName} at {payment.ChangedAt:O}."),
        payment.Number, payment.ChangedByName, payment.ChangedAt);

    public static DomainException Field(string code, string field, string message, params object?[] arguments) =>
        new(code, message, arguments) { Field = field };

    public static DomainException Conflict(string code, string message, params object?[] arguments) =>
        new(code, message, arguments) { IsConflict = true };
}
