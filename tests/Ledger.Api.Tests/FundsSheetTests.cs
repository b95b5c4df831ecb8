using System.Text.Json;
using Ledger.Api.Pages.MassPayments.Paying;
using Ledger.Domain.MassPayments;

namespace Ledger.Api.Tests;

/// <summary>The funds as a person fills them in (P7): what a field's text means, what falls away with a change, the answer of the task, the draft.</summary>
[Trait("row", "P7")]
public sealed class FundsSheetTests
{
    [Theory]
    [InlineData(FundsColumn.Number, "12a")]
    [InlineData(FundsColumn.Number, "-4")]
    [InlineData(FundsColumn.Days, "99999")]
    [InlineData(FundsColumn.Due, "31/12/2026")]
    [InlineData(FundsColumn.ByCheck, "perhaps")]
    [InlineData(FundsColumn.Account, "BANCO")]
    public void Set_WhatIsNoValue_IsRefusedAndChangesNothing(FundsColumn column, string text)
    {
        var sheet = new FundsSheet();

        sheet.Set(7, column, text).Should().BeFalse();

        sheet.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void Set_AnotherAccount_TakesAwayTheChecksOfTheOldOne()
    {
        var sheet = new FundsSheet();
        Fill(sheet);

        sheet.Set(7, FundsColumn.Account, "22").Should().BeTrue();

        sheet.Of(7).Should().Be(new FundsData { PaymentAccountId = 22, ClassificationId = 5 });
    }

    [Fact]
    public void Set_DaysAndDate_TheLaterGivenCountsAndTheOtherFollows()
    {
        var sheet = new FundsSheet();
        sheet.Set(null, FundsColumn.Due, "2026-12-31");
        sheet.Set(null, FundsColumn.Days, "30");
        sheet.General.Should().Be(new FundsData { CheckDays = 30 });

        sheet.Set(null, FundsColumn.Due, "2026-12-30");
        sheet.General.Should().Be(new FundsData { CheckDueDate = new DateOnly(2026, 12, 30) });
    }

    [Fact]
    public void Set_WithoutCheck_TakesAwayWhatOnlyAChecksHas()
    {
        var sheet = new FundsSheet();
        Fill(sheet);

        sheet.Set(7, FundsColumn.ByCheck, "false");

        sheet.Of(7).Should().Be(new FundsData { PaymentAccountId = 11, ByCheck = false, ClassificationId = 5 });
    }

    [Fact] // what the process's step reads: keys as text, for they do not fit a JavaScript number
    public void Answer_OfAFilledSheet_IsReadByThePreparationAsItWasMeant()
    {
        var sheet = new FundsSheet { Date = new DateOnly(2026, 11, 20) };
        Fill(sheet);
        var key = long.MaxValue - 5;
        sheet.Set(key, FundsColumn.Account, "9223372036854775800");

        var answer = sheet.ToAnswer();
        var read = JsonSerializer.Deserialize<GenerationFunds>(answer.ToJsonString(), new JsonSerializerOptions(JsonSerializerDefaults.Web))!;

        answer["suppliers"]![1]!["supplierId"]!.GetValueKind().Should().Be(JsonValueKind.String);
        read.Should().BeEquivalentTo(sheet.ToFunds());
        read.Suppliers.Select(s => s.SupplierId).Should().Equal(7L, key);
    }

    [Fact]
    public void Draft_TakenUpAgain_HasBothWaysOfGivingFunds()
    {
        var sheet = new FundsSheet { BySupplier = false };
        Fill(sheet);
        sheet.Set(null, FundsColumn.Account, "33");
        var again = new FundsSheet();

        again.TryTake(sheet.ToDraft()).Should().BeTrue();

        again.ToDraft().Should().Be(sheet.ToDraft());
        again.BySupplier.Should().BeFalse();
        again.Of(7).CheckNumber.Should().Be(1005);
        foreach (var damaged in (string?[])[null, "", "{", "[]", "{\"suppliers\":null}"])
        {
            new FundsSheet().TryTake(damaged).Should().BeFalse();
        }
    }

    [Fact]
    public void Keep_AfterSuppliersLeftThePayment_ForgetsWhatWasGivenForThem()
    {
        var sheet = new FundsSheet();
        Fill(sheet);
        sheet.Set(8, FundsColumn.Account, "11");

        sheet.Keep(new HashSet<long> { 8 });

        sheet.ToFunds().Suppliers.Should().ContainSingle().Which.SupplierId.Should().Be(8);
    }

    private static void Fill(FundsSheet sheet)
    {
        foreach (var (column, text) in new[]
        {
            (FundsColumn.Account, "11"), (FundsColumn.ByCheck, "true"), (FundsColumn.Checkbook, "3"), (FundsColumn.Number, "1005"), (FundsColumn.Due, "2026-12-31"),
            (FundsColumn.Classification, "5"),
        })
        {
            sheet.Set(7, column, text).Should().BeTrue();
        }
    }
}
