using System.CommandLine;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation.Paging;
using Ledger.Workflows.HumanTasks;

namespace Ledger.Api.CommandLine;

/// <summary><c>ledger tasks</c> and <c>ledger task …</c> (features.md W5).</summary>
internal static class TaskCommands
{
    /// <summary><c>ledger tasks</c>.</summary>
    public static Command CreateList(Globals globals)
    {
        var scope = new Option<TaskScope>("--scope") { Description = globals.Text("cli.tasks.scope"), DefaultValueFactory = _ => TaskScope.Roles };
        var command = new Command("tasks", globals.Text("cli.tasks")) { scope };
        command.SetAction(globals.In(async (session, parse, cancellationToken) =>
        {
            var caller = await session.CallerAsync(Policies.Reads);
            var page = await session.Get<IHumanTasks>().ListAsync(
                caller.Person, new TaskQuery { Scope = parse.GetValue(scope) }, new PageRequest(0, PageRequest.SizeMax), cancellationToken);
            session.Output.List(
                page.Items,
                ("id", t => t.Id),
                (session.Text("column.title"), t => t.Title),
                (session.Text("column.key"), t => t.BusinessKey),
                (session.Text("column.state"), t => t.State),
                (session.Text("column.assignee"), t => t.AssigneeName),
                (session.Text("column.due"), t => t.DueAt),
                (session.Text("column.outcomes"), t => string.Join(", ", t.Outcomes)));
            return ExitCodes.Ok;
        }));
        return command;
    }

    /// <summary><c>ledger task …</c>.</summary>
    public static Command Create(Globals globals)
    {
        var command = new Command("task", globals.Text("cli.task"))
        {
            Act(globals, "show", (tasks, person, id, ct) => tasks.FindAsync(person, id, ct)),
            Act(globals, "claim", (tasks, person, id, ct) => Some(tasks.ClaimAsync(person, id, ct))),
            Act(globals, "release", (tasks, person, id, ct) => Some(tasks.ReleaseAsync(person, id, ct))),
            Complete(globals),
            Delegate(globals),
            Comment(globals),
        };
        return command;
    }

    private static Command Act(Globals globals, string name, Func<IHumanTasks, TaskPerson, long, CancellationToken, Task<HumanTaskInfo?>> act)
    {
        var id = new Argument<long>("id");
        var command = new Command(name, globals.Text("cli.task." + name)) { id };
        command.SetAction(globals.In(async (session, parse, cancellationToken) =>
        {
            var caller = await session.CallerAsync(name == "show" ? Policies.Reads : Policies.Works);
            var number = parse.GetValue(id);
            return Show(session, await act(session.Get<IHumanTasks>(), caller.Person, number, cancellationToken)
                ?? throw new RequestRefusedException(404, "task.not-found", $"There is no task {number}.", number));
        }));
        return command;
    }

    private static Command Complete(Globals globals)
    {
        var id = new Argument<long>("id");
        var outcome = new Argument<string>("outcome") { Description = globals.Text("cli.task.outcome") };
        var answer = new Option<string[]>("--answer") { Description = globals.Text("cli.run.input"), HelpName = "name=value|@file.json", AllowMultipleArgumentsPerToken = true };
        var comment = new Option<string?>("--comment") { Description = globals.Text("cli.task.comment") };
        var command = new Command("complete", globals.Text("cli.task.complete")) { id, outcome, answer, comment };
        command.SetAction(globals.In(async (session, parse, cancellationToken) =>
        {
            var caller = await session.CallerAsync(Policies.Works);
            var input = RunCommand.ReadInput(parse.GetValue(answer) ?? []);
            return Show(session, await session.Get<IHumanTasks>().CompleteAsync(
                caller.Person, parse.GetValue(id), parse.GetValue(outcome)!, input.Count == 0 ? null : input, parse.GetValue(comment), cancellationToken));
        }));
        return command;
    }

    private static Command Delegate(Globals globals)
    {
        var id = new Argument<long>("id");
        var to = new Argument<string>("to") { Description = globals.Text("cli.task.to") };
        var command = new Command("delegate", globals.Text("cli.task.delegate")) { id, to };
        command.SetAction(globals.In(async (session, parse, cancellationToken) =>
        {
            var caller = await session.CallerAsync(Policies.Works);
            var person = await session.Get<Colleagues>().FindAsync(caller.Company, parse.GetValue(to)!);
            return Show(session, await session.Get<IHumanTasks>().DelegateAsync(
                caller.Person, parse.GetValue(id), person.UserId, person.UserName, cancellationToken));
        }));
        return command;
    }

    private static Command Comment(Globals globals)
    {
        var id = new Argument<long>("id");
        var text = new Argument<string>("text") { Description = globals.Text("cli.task.comment") };
        var command = new Command("comment", globals.Text("cli.task.comment")) { id, text };
        command.SetAction(globals.In(async (session, parse, cancellationToken) =>
        {
            var caller = await session.CallerAsync(Policies.Works);
            await session.Get<IHumanTasks>().CommentAsync(caller.Person, parse.GetValue(id), parse.GetValue(text)!, cancellationToken);
            session.Output.Write(Done.Value, _ => session.Text("cli.done"));
            return ExitCodes.Ok;
        }));
        return command;
    }

    private static int Show(CommandSession session, HumanTaskInfo task)
    {
        session.Output.Write(task, t => $"{t.Id} {t.Title} [{t.State}] {t.AssigneeName} {t.Outcome}".TrimEnd());
        return ExitCodes.Ok;
    }

    private static async Task<HumanTaskInfo?> Some(Task<HumanTaskInfo> task) => await task;
}
