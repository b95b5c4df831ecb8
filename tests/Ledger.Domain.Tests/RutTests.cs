using Ledger.Domain.Suppliers;

namespace Ledger.Domain.Tests;

public sealed class RutTests
{
    [Theory]
    [InlineData("76192083-9", "76192083-9")]
    [InlineData("76.192.083-9", "76192083-9")]
    [InlineData("60803000-K", "60803000-K")]
    [InlineData("60803000k", "60803000-K")]
    [InlineData("12345678-5", "12345678-5")]
    [InlineData("76235291-5", "76235291-5")]
    [InlineData("10000004-0", "10000004-0")]
    [InlineData(" 1000005-K ", "1000005-K")]
    public void Parse_RightDigit_IsCanonical(string text, string canonical) => Rut.Parse(text).ToString().Should().Be(canonical);

    [Theory]
    [InlineData("12345678-4")]
    [InlineData("60803000-0")]
    [InlineData("-5")]
    [InlineData("")]
    [InlineData("0-0")]
    [InlineData("INVALID-RUT")]
    [InlineData("12345678--5")]
    [InlineData("1-2345678-5")]
    [InlineData("999999999999-5")]
    [InlineData("１２３４５６７８-5")]
    public void TryParse_WrongText_IsRefused(string text) => Rut.TryParse(text, out _).Should().BeFalse();

    [Theory]
    [InlineData("ES91 2100 0418 4502 0005 1332", "ES9121000418450200051332")]
    [InlineData("ES4820590060248000314221", "ES4820590060248000314221")]
    [InlineData("GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432")]
    [InlineData("000-123456.7", "0001234567")]
    public void BankAccount_RightNumber_IsCompact(string text, string compact) => BankAccountNumber.Normalize(text).Should().Be(compact);

    [Theory]
    [InlineData("ES91 2100 0418 4502 0005 1333")]
    [InlineData("ES9221000418450200051332")]
    [InlineData("123")]
    [InlineData("12A4567")]
    public void BankAccount_WrongNumber_IsRefused(string text) =>
        FluentActions.Invoking(() => BankAccountNumber.Normalize(text)).Should().Throw<DomainException>().Which.Code.Should().Be("bank-account.invalid");

    [Fact]
    public void BankAccount_LocalRules_CheckTheirDigits()
    {
        BankAccountNumber.IsCcc("21000418450200051332").Should().BeTrue();
        BankAccountNumber.IsCcc("21000418460200051332").Should().BeFalse();
        BankAccountNumber.IsClabe("032180000118359719").Should().BeTrue();
        BankAccountNumber.IsClabe("032180000118359718").Should().BeFalse();
        BankAccountNumber.IsCbu("2850590940090418135201").Should().BeTrue();
        BankAccountNumber.IsCbu("2850590940090418135202").Should().BeFalse();
    }
}
