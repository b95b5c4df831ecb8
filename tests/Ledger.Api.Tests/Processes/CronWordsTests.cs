using System.Globalization;
using Ledger.Api.Hosting;
using Ledger.Api.Http;
using Ledger.Api.Processes;
using Ledger.Foundation.Texts;
using Ledger.Workflows;

namespace Ledger.Api.Tests.Processes;

/// <summary>Cron expressions in plain words, and the times they stand for (W7).</summary>
[Trait("row", "W7")]
public sealed class CronWordsTests
{
    private static readonly CronWords Words = new(HostModules.Texts.Aggregate(new MessageCatalog(), (catalog, marker) => catalog.Add(marker)));

    [Theory]
    [InlineData("0 0 6 ? * FRI", "Los viernes a las 06:00", "Every Friday at 6:00 AM")]
    [InlineData("0 0 6 * * 1-5", "De lunes a viernes a las 06:00", "Monday to Friday at 6:00 AM")]
    [InlineData("0 30 7,19 ? * *", "Todos los días a las 07:30 y 19:30", "Every day at 7:30 AM and 7:30 PM")]
    [InlineData("0 0/15 8-18 ? * MON-FRI", "De lunes a viernes cada 15 minutos entre las 08:00 y las 18:59", "Monday to Friday every 15 minutes between 8:00 AM and 6:59 PM")]
    [InlineData("0 0 * ? * *", "Todos los días cada hora", "Every day every hour")]
    [InlineData("0 10 */2 ? * *", "Todos los días cada 2 horas, en el minuto 10", "Every day every 2 hours, at minute 10")]
    [InlineData("*/30 * * * * ?", "Todos los días cada 30 segundos", "Every day every 30 seconds")]
    [InlineData("0 0 8 1 * ?", "El día 1 de cada mes a las 08:00", "On day 1 of each month at 8:00 AM")]
    [InlineData("0 0 8 1,15 * ?", "Los días 1 y 15 de cada mes a las 08:00", "On days 1 and 15 of each month at 8:00 AM")]
    [InlineData("0 0 20 L * ?", "El último día de cada mes a las 20:00", "On the last day of each month at 8:00 PM")]
    [InlineData("0 0 9 ? * 5L", "El último viernes de cada mes a las 09:00", "On the last Friday of each month at 9:00 AM")]
    [InlineData("0 0 9 ? * MON#2", "El segundo lunes de cada mes a las 09:00", "On the second Monday of each month at 9:00 AM")]
    [InlineData("0 0 9 ? * SAT,SUN", "Sábados y domingos a las 09:00", "Saturdays and Sundays at 9:00 AM")]
    [InlineData("0 0 9 ? * SAT", "Los sábados a las 09:00", "Every Saturday at 9:00 AM")]
    [InlineData("0 0 9 5 1,7 ?", "El día 5 de cada mes a las 09:00, en enero y julio", "On day 5 of each month at 9:00 AM, in January and July")]
    public void Of_UsualShapes_SaysWhenInBothLanguages(string cron, string spanish, string english)
    {
        Words.Of(cron, Language.Spanish).Should().Be(spanish);
        Words.Of(cron, CultureInfo.GetCultureInfo("en-US"))!.Replace('\u202F', ' ').Should().Be(english);
    }

    [Theory]
    [InlineData("0 0 6 15W * ?")]
    [InlineData("5 0 6 ? * FRI")]
    [InlineData("0 0 6 1 * FRI")]
    [InlineData("0 5-20/3 6 ? * FRI")]
    [InlineData("not a cron")]
    [InlineData("")]
    public void Of_OtherShapes_LeavesItToTheExpression(string cron) => Words.Of(cron, Language.Spanish).Should().BeNull();

    [Fact]
    public void Usual_EachOne_HasWordsAndTimes() =>
        ScheduleTimes.Usual.Should().OnlyContain(c => Words.Of(c, Language.Spanish) != null && ScheduleTimes.Next(c, "America/Santiago", DateTimeOffset.UnixEpoch, 5).Count == 5);

    [Fact] // the hour that the clocks skip or repeat is one run
    public void Next_OverTheChangeOfTheClocks_StaysAtTheHourOfThePlace()
    {
        var times = ScheduleTimes.Next("0 0 6 ? * *", "America/Santiago", new DateTimeOffset(2026, 9, 4, 12, 0, 0, TimeSpan.Zero), 3);

        times.Select(t => t.UtcDateTime.Hour).Should().Equal(10, 9, 9);
        FluentActions.Invoking(() => ScheduleTimes.Next("0 0 25 ? * *", "America/Santiago", DateTimeOffset.UnixEpoch, 1)).Should().Throw<WorkflowException>().Which.Code.Should().Be("schedule.cron-invalid");
        FluentActions.Invoking(() => ScheduleTimes.Next("0 0 5 ? * *", "Luna/Mar", DateTimeOffset.UnixEpoch, 1)).Should().Throw<WorkflowException>().Which.Code.Should().Be("schedule.time-zone-unknown");
    }

    [Theory]
    [InlineData("0 0 25 ? * FRI", "wrong.2")]
    [InlineData("0 60 5 ? * FRI", "wrong.1")]
    [InlineData("61 0 5 ? * FRI", "wrong.0")]
    [InlineData("0 0 5 32 * ?", "wrong.3")]
    [InlineData("0 0 5 1 13 ?", "wrong.4")]
    [InlineData("0 0 5 ? * VIE", "wrong.5")]
    [InlineData("0 0 5 * *", "count")]
    public void Wrong_ExpressionWithAMistake_NamesTheField(string cron, string key) =>
        ScheduleTimes.Wrong(cron)!.Value.Key.Should().Be("page.schedules.cron." + key);

    [Theory]
    [InlineData("0 0 5 ? * FRI")]
    [InlineData("0 0 5 * * ?")]
    [InlineData("0 0 5 * * *")]
    public void Wrong_GoodExpression_IsNothing(string cron) => ScheduleTimes.Wrong(cron).Should().BeNull();
}
