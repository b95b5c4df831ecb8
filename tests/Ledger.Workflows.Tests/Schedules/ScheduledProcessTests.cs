using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Schedules;
using Ledger.Workflows.Tests.Runtime;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static Ledger.Workflows.Tests.PeopleHost;

namespace Ledger.Workflows.Tests.Schedules;

[Trait("row", "W7")]
public abstract class ScheduledProcessContract(DatabaseKind kind)
{
    [Fact] // history with the result of the instance, with the real runtime
    public async Task Tick_OfARealProcess_RunsItAndTheHistorySaysHowItEnded()
    {
        await using var host = await CreateAsync(kind);
        await host.ImportAsync(Flow.Definition("p", Flow.Sequence(Flow.Wait("go"), Flow.Line("done")), inputs: new JsonArray(Flow.Input("days", "Int32"))));
        var schedules = host.Get<ISchedules>();
        var schedule = await schedules.SaveAsync(
            new ScheduleInfo { CompanyId = Company, Name = "s", DefinitionId = "p", Cron = "0 0 6 * * FRI", Input = new JsonObject { ["days"] = 7 } }, Owner);
        host.Clock.MoveTo(schedule.NextRunAt!.Value.AddSeconds(2));
        var worker = new ScheduleWorker(
            host.Database, host.Get<ScheduleRuns>(), host.Get<ScheduleSignal>(), Options.Create(new ScheduleOptions()), NullLogger<ScheduleWorker>.Instance);

        await worker.RunDueAsync(default);
        await worker.RunDueAsync(default);
        await host.DrainAsync();

        var run = (await schedules.HistoryAsync(schedule.Id, new PageRequest())).Items.Should().ContainSingle().Subject;
        run.Result.Should().Be("running");
        run.DueAt.Should().Be(schedule.NextRunAt);
        var detail = await host.DetailAsync(run.InstanceId!.Value);
        detail.Summary.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        detail.Summary.StartedBy.Should().Be("schedule:s");
        await host.Runtime.SendAsync(RuntimeHost.Event("go"));
        await host.DrainAsync();
        (await schedules.HistoryAsync(schedule.Id, new PageRequest())).Items.Single().Result.Should().Be("finished");

        var cancelled = await schedules.RunNowAsync(schedule.Id, Owner);
        await host.DrainAsync();
        await host.Runtime.CancelAsync(cancelled.InstanceId!.Value, Owner);
        (await schedules.HistoryAsync(schedule.Id, new PageRequest())).Items[0].Result.Should().Be("cancelled");
    }
}

public sealed class SqliteScheduledProcessTests() : ScheduledProcessContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlScheduledProcessTests() : ScheduledProcessContract(DatabaseKind.PostgreSql);
