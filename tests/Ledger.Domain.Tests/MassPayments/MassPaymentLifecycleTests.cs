using Ledger.Domain.MassPayments;

namespace Ledger.Domain.Tests.MassPayments;

[Trait("row", "P4")]
public sealed class MassPaymentLifecycleTests
{
    private static readonly HashSet<(MassPaymentMove, MassPaymentState, MassPaymentState)> Allowed =
    [
        (MassPaymentMove.Modify, MassPaymentState.Entered, MassPaymentState.Entered),
        (MassPaymentMove.Modify, MassPaymentState.Authorized, MassPaymentState.Entered),
        (MassPaymentMove.Authorize, MassPaymentState.Entered, MassPaymentState.Authorized),
        (MassPaymentMove.Withdraw, MassPaymentState.Authorized, MassPaymentState.Entered),
        (MassPaymentMove.PayPartly, MassPaymentState.Entered, MassPaymentState.PartlyPaid),
        (MassPaymentMove.PayPartly, MassPaymentState.Authorized, MassPaymentState.PartlyPaid),
        (MassPaymentMove.PayPartly, MassPaymentState.PartlyPaid, MassPaymentState.PartlyPaid),
        (MassPaymentMove.PayAll, MassPaymentState.Entered, MassPaymentState.Paid),
        (MassPaymentMove.PayAll, MassPaymentState.Authorized, MassPaymentState.Paid),
        (MassPaymentMove.PayAll, MassPaymentState.PartlyPaid, MassPaymentState.Paid),
        (MassPaymentMove.AnnulPartly, MassPaymentState.Paid, MassPaymentState.PartlyPaid),
        (MassPaymentMove.AnnulPartly, MassPaymentState.PartlyPaid, MassPaymentState.PartlyPaid),
        (MassPaymentMove.AnnulAll, MassPaymentState.Paid, MassPaymentState.Entered),
        (MassPaymentMove.AnnulAll, MassPaymentState.Paid, MassPaymentState.Authorized),
        (MassPaymentMove.AnnulAll, MassPaymentState.PartlyPaid, MassPaymentState.Entered),
        (MassPaymentMove.AnnulAll, MassPaymentState.PartlyPaid, MassPaymentState.Authorized),
    ];

    [Fact]
    public void Allows_EveryMoveFromEveryStateToEveryState_IsTheTable()
    {
        foreach (var move in Enum.GetValues<MassPaymentMove>())
        {
            foreach (var from in Enum.GetValues<MassPaymentState>())
            {
                foreach (var to in Enum.GetValues<MassPaymentState>())
                {
                    MassPaymentLifecycle.Allows(move, from, to).Should().Be(Allowed.Contains((move, from, to)), $"{move}: {from} -> {to}");
                }
            }
        }
    }

    [Theory]
    [InlineData(MassPaymentMove.Modify, MassPaymentState.Paid, MassPaymentCodes.ModifyState)]
    [InlineData(MassPaymentMove.Authorize, MassPaymentState.Authorized, MassPaymentCodes.AuthorizeState)]
    [InlineData(MassPaymentMove.Withdraw, MassPaymentState.Entered, MassPaymentCodes.WithdrawState)]
    [InlineData(MassPaymentMove.PayAll, MassPaymentState.Paid, MassPaymentCodes.PayState)]
    [InlineData(MassPaymentMove.AnnulAll, MassPaymentState.Authorized, MassPaymentCodes.AnnulState)]
    public void Next_MoveNotInTheTable_IsRefusedWithItsCode(MassPaymentMove move, MassPaymentState from, string code)
    {
        var next = () => MassPaymentLifecycle.Next(move, from, authorizesMassPayments: true);

        next.Should().Throw<DomainException>().Which.Code.Should().Be(code);
    }

    [Fact]
    public void Birth_ByParameter_EnteredOrAuthorized()
    {
        MassPaymentLifecycle.Birth(authorizesMassPayments: true).Should().Be(MassPaymentState.Entered);
        MassPaymentLifecycle.Birth(authorizesMassPayments: false).Should().Be(MassPaymentState.Authorized);
        MassPaymentLifecycle.Next(MassPaymentMove.AnnulAll, MassPaymentState.Paid, authorizesMassPayments: true).Should().Be(MassPaymentState.Entered);
        MassPaymentLifecycle.Next(MassPaymentMove.AnnulAll, MassPaymentState.Paid, authorizesMassPayments: false).Should().Be(MassPaymentState.Authorized);
    }
}
