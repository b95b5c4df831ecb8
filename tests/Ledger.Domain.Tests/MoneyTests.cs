namespace Ledger.Domain.Tests;

public sealed class MoneyTests
{
    [Fact]
    public void Add_TenThousandTenths_IsExact() =>
        Enumerable.Range(0, 10_000).Aggregate(Money.Zero("USD"), (sum, _) => sum + new Money(0.1m, "USD")).Should().Be(new Money(1000m, "USD"));

    [Fact]
    public void Add_OtherCurrency_IsRefused() =>
        FluentActions.Invoking(() => new Money(1, "USD") + new Money(1, "CLP")).Should().Throw<InvalidOperationException>();

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(1.5, 2)]
    [InlineData(-0.5, -1)]
    [InlineData(0.4999, 0)]
    public void ConvertTo_Pesos_RoundsHalfAwayFromZero(decimal amount, decimal pesos) =>
        new Money(amount, "USD").ConvertTo("CLP", 1m).Amount.Should().Be(pesos);

    [Fact]
    public void RateConverter_SixDecimals_AreKept()
    {
        RateConverter.FromStored(RateConverter.ToStored(937.123456m)).Should().Be(937.123456m);
        RateConverter.FromStored(RateConverter.ToStored(2.967999999m)).Should().Be(2.968m);
    }
}
