using Ledger.Api.DataViews.Query;
using Ledger.Api.Pages.MassPayments;
using Ledger.Domain.MassPayments;

namespace Ledger.Api.Tests;

[Trait("row", "P14")]
public sealed class MassPaymentListTests
{
    [Fact]
    public void List_ThroughAnAddress_IsTheSameAndNonsenseIsLeftOut()
    {
        var list = new MassPaymentList
        {
            State = MassPaymentState.PartlyPaid,
            DateKind = MassPaymentDateKind.Payment,
            DateFrom = new DateOnly(2026, 11, 1),
            DateTo = new DateOnly(2026, 11, 30),
            NumberFrom = 5,
            NumberTo = 90,
        };

        MassPaymentList.Parse(new Uri(new Uri("http://x"), list.Address()).Query).Should().Be(list);
        MassPaymentList.Parse("?state=Gone&date=77&from=1.11.2026&to=&first=-4&last=x").Should().Be(new MassPaymentList());
        new MassPaymentList().Address().Should().Be("mass-payments");
        new MassPaymentList().Given().Should().BeNull();
        (list with { DateFrom = new DateOnly(2026, 12, 1) }).IsReversed.Should().BeTrue();
    }

    [Theory]
    [InlineData(MassPaymentDateKind.Entry, "entryDate")]
    [InlineData(MassPaymentDateKind.EstimatedPayment, "estimatedPaymentDate")]
    [InlineData(MassPaymentDateKind.Payment, "paidOn")]
    public void List_WithARangeOpenOnOneSide_AsksTheDateOfItsKind(MassPaymentDateKind kind, string column)
    {
        var given = FilterJson.Read(new MassPaymentList { DateKind = kind, DateTo = new DateOnly(2026, 11, 30) }.Given()!);

        given.Should().Be(new ViewFilter.Comparison(column, FilterOperator.Between, ["", "2026-11-30"]));
    }
}
