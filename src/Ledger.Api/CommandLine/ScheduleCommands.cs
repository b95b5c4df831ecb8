using System.CommandLine;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Schedules;

namespace Ledger.Api.CommandLine;

/// <summary><c>ledger schedule …</c> (features.md W7).</summary>
internal static class ScheduleCommands
{
    /// <summary>The command.</summary>
    public static Command Create(Globals globals) => new("schedule", globals.Text("cli.schedule"))
    {
        CreateList(globals),
        CreateAdd(globals),
        Act(globals, "pause", async (s, id, caller, ct) => Show(caller.Session, await s.PauseAsync(id, caller.Caller.Actor, ct))),
        Act(globals, "resume", async (s, id, caller, ct) => Show(caller.Session, await s.ResumeAsync(id, caller.Caller.Actor, ct))),
        Act(globals, "run-now", async (s, id, caller, ct) => Show(caller.Session, [await s.RunNowAsync(id, caller.Caller.Actor, ct)])),
        Act(globals, "history", async (s, id, caller, ct) => Show(caller.Session, (await s.HistoryAsync(id, new PageRequest(0, 100), ct)).Items)),
        Act(globals, "delete", async (s, id, caller, ct) =>
        {
            await s.DeleteAsync(id, caller.Caller.Actor, ct);
            caller.Session.Output.Write(Done.Value, _ => caller.Session.Text("cli.done"));
        }),
    };

    private static Command CreateList(Globals globals)
    {
        var command = new Command("list", globals.Text("cli.schedule.list"));
        command.SetAction(globals.In(async (session, _, cancellationToken) =>
        {
            var caller = await session.CallerAsync(Policies.Reads);
            session.Output.List(
                await session.Get<ISchedules>().ListAsync(caller.Company, cancellationToken),
                ("id", s => s.Id),
                (session.Text("column.name"), s => s.Name),
                (session.Text("column.definition"), s => s.DefinitionId),
                ("cron", s => s.Cron),
                (session.Text("column.zone"), s => s.TimeZone),
                (session.Text("column.paused"), s => s.IsPaused),
                (session.Text("column.next"), s => s.NextRunAt),
                (session.Text("column.last"), s => s.LastRunAt));
            return ExitCodes.Ok;
        }));
        return command;
    }

    private static Command CreateAdd(Globals globals)
    {
        var name = new Argument<string>("name");
        var definition = new Argument<string>("definition") { Description = globals.Text("cli.run.definition") };
        var cron = new Argument<string>("cron") { Description = globals.Text("cli.schedule.cron") };
        var zone = new Option<string>("--zone") { Description = globals.Text("cli.schedule.zone"), DefaultValueFactory = _ => "America/Santiago" };
        var misfire = new Option<MisfireRule>("--misfire") { Description = globals.Text("cli.schedule.misfire") };
        var input = new Option<string[]>("--input") { Description = globals.Text("cli.run.input"), AllowMultipleArgumentsPerToken = true };
        var paused = new Option<bool>("--paused") { Description = globals.Text("cli.schedule.paused") };
        var command = new Command("add", globals.Text("cli.schedule.add")) { name, definition, cron, zone, misfire, input, paused };
        command.SetAction(globals.In(async (session, parse, cancellationToken) =>
        {
            var caller = await session.CallerAsync(Policies.Owns);
            var saved = await session.Get<ISchedules>().SaveAsync(
                new ScheduleInfo
                {
                    CompanyId = caller.Company,
                    Name = parse.GetValue(name)!,
                    DefinitionId = parse.GetValue(definition)!,
                    Cron = parse.GetValue(cron)!,
                    TimeZone = parse.GetValue(zone)!,
                    Misfire = parse.GetValue(misfire),
                    Input = RunCommand.ReadInput(parse.GetValue(input) ?? []),
                    IsPaused = parse.GetValue(paused),
                },
                caller.Actor, cancellationToken);
            Show(session, saved);
            return ExitCodes.Ok;
        }));
        return command;
    }

    private static Command Act(
        Globals globals, string name, Func<ISchedules, long, (CommandSession Session, Caller Caller), CancellationToken, Task> act)
    {
        var which = new Argument<string>("schedule") { Description = globals.Text("cli.schedule.which") };
        var command = new Command(name, globals.Text("cli.schedule." + name)) { which };
        command.SetAction(globals.In(async (session, parse, cancellationToken) =>
        {
            var caller = await session.CallerAsync(name == "history" ? Policies.Reads : Policies.Owns);
            var wanted = parse.GetValue(which)!;
            var schedules = session.Get<ISchedules>();
            var found = (await schedules.ListAsync(caller.Company, cancellationToken))
                .FirstOrDefault(s => s.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase) || FormattableString.Invariant($"{s.Id}") == wanted)
                ?? throw new RequestRefusedException(404, "schedule.not-found", $"There is no schedule {wanted}.", wanted);
            await act(schedules, found.Id, (session, caller), cancellationToken);
            return ExitCodes.Ok;
        }));
        return command;
    }

    private static void Show(CommandSession session, ScheduleInfo schedule) => session.Output.Write(
        schedule, s => session.Text("cli.schedule.state", s.Id, s.Name, s.IsPaused ? session.Text("column.paused") : s.NextRunAt));

    private static void Show(CommandSession session, IReadOnlyList<ScheduleRun> runs) => session.Output.List(
        runs,
        (session.Text("column.due"), r => r.DueAt),
        (session.Text("column.started"), r => r.StartedAt),
        (session.Text("column.instance"), r => r.InstanceId),
        (session.Text("column.result"), r => r.Result),
        (session.Text("column.by"), r => r.By),
        (session.Text("column.message"), r => r.Message));
}
