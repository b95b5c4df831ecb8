using System.Globalization;
using Ledger.Workflows.Schedules;

namespace Ledger.Workflows.Tests.Schedules;

[Trait("row", "W7")]
public sealed class CronTicksTests
{
    [Theory] // W7: time zones, and the days on which clocks change
    [InlineData("0 0 6 * * FRI", "America/Santiago", "2026-03-28T12:00Z", "2026-04-03T09:00Z", "2026-04-10T10:00Z")] // summer time ends between them
    [InlineData("0 0 6 * * 5", "America/Santiago", "2026-03-28T12:00Z", "2026-04-03T09:00Z", "2026-04-10T10:00Z")]
    [InlineData("0 0 0 * * *", "America/Santiago", "2026-09-05T05:00Z", "2026-09-06T04:00Z", "2026-09-07T03:00Z")] // midnight of the 6th does not exist: 01:00
    [InlineData("0 30 23 * * *", "America/Santiago", "2026-04-04T12:00Z", "2026-04-05T02:30Z", "2026-04-06T03:30Z")] // 23:30 comes twice on the 4th: once
    [InlineData("0 30 2 * * *", "Europe/Madrid", "2026-03-28T12:00Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z")] // 02:30 is skipped: 03:00
    [InlineData("0 0/30 * * * *", "Europe/Madrid", "2026-10-25T00:30Z", "2026-10-25T01:00Z", "2026-10-25T01:30Z")] // every half hour goes through the doubled hour
    [InlineData("0 0 12 L * ?", "UTC", "2026-02-01T00:00Z", "2026-02-28T12:00Z", "2026-03-31T12:00Z")]
    [InlineData("0 0 12 ? * 5#2", "UTC", "2026-02-01T00:00Z", "2026-02-13T12:00Z", "2026-03-13T12:00Z")]
    [InlineData("0 0 12 ? * 1-5", "UTC", "2026-02-06T13:00Z", "2026-02-09T12:00Z", "2026-02-10T12:00Z")]
    [InlineData("0 0 12 ? * 0", "UTC", "2026-02-02T13:00Z", "2026-02-08T12:00Z", "2026-02-15T12:00Z")]
    public void Next_InItsTimeZone_IsTheTickPeopleExpect(string cron, string zone, string after, string first, string second)
    {
        var ticks = new CronTicks(cron, zone);

        var one = ticks.Next(At(after));
        var two = ticks.Next(one!.Value);

        one.Should().Be(At(first));
        two.Should().Be(At(second));
    }

    [Theory]
    [InlineData("0 0 25 * * *", "UTC", "schedule.cron-invalid")]
    [InlineData("61 * * * * *", "UTC", "schedule.cron-invalid")]
    [InlineData("0 6 * * *", "UTC", "schedule.cron-invalid")]
    [InlineData("", "UTC", "schedule.cron-invalid")]
    [InlineData("0 0 6 * * FRI", "America/Santiaga", "schedule.time-zone-unknown")]
    public void New_NotAnExpressionOrZone_IsRefusedWithTheReason(string cron, string zone, string code)
    {
        var make = () => new CronTicks(cron, zone);

        make.Should().Throw<WorkflowException>().Which.Code.Should().Be(code);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
