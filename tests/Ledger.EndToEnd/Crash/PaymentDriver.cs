using System.Text.Json.Nodes;
using Ledger.EndToEnd.Books;
using Ledger.EndToEnd.Clients;

namespace Ledger.EndToEnd.Crash;

/// <summary>
/// Two people who carry one mass payment through its process by their tasks: entered, authorised, paid, annulled and
/// paid again while the crashes last, and in the end paid.
/// </summary>
internal sealed class PaymentDriver(Office office, string name, int firstSupplier, int lastSupplier, bool bySupplier, Killer? killer)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);
    private int _annulments;

    /// <summary>The instance.</summary>
    public long InstanceId { get; private set; }

    /// <summary>How often it was paid.</summary>
    public int Generations { get; private set; }

    /// <summary>Enters it; the key makes a second call of the same a repetition.</summary>
    public async Task StartAsync()
    {
        var filter = new { supplierFrom = Office.CodeOf(firstSupplier), supplierTo = Office.CodeOf(lastSupplier) };
        killer?.Hint("entry");
        InstanceId = await office.StartAsync("mass-payment", new { filter, remarks = name }, "payment-" + name);
    }

    /// <summary>Enters it and goes on to the end.</summary>
    /// <param name="annulments">How often to annul and pay again; more while the killer works.</param>
    public async Task RunAsync(int annulments)
    {
        await StartAsync();
        await GoOnAsync(annulments);
    }

    /// <summary>Goes on to the end with what was entered.</summary>
    public async Task GoOnAsync(int annulments)
    {
        while (await StatusAsync() is not "Finished")
        {
            if (await NextAsync() is var (task, _, _))
            {
                await DecideAsync(task, annulments);
            }
            else
            {
                await Task.Delay(LookAgain);
            }
        }
    }

    /// <summary>Decides what comes until this task is there.</summary>
    public async Task ReachAsync(string activity)
    {
        while (await StatusAsync() is not "Finished")
        {
            if (await NextAsync() is var (task, at, _))
            {
                if (at == activity)
                {
                    return;
                }

                await DecideAsync(task, 0);
            }
            else
            {
                await Task.Delay(LookAgain);
            }
        }

        throw new InvalidOperationException($"{name} ended before it came to {activity}.");
    }

    /// <summary>Decides the task that is there, as usual or otherwise.</summary>
    public async Task DecideNextAsync(string? outcome = null)
    {
        var (task, _, _) = await NextAsync() ?? throw new InvalidOperationException($"{name} has no task.");
        await DecideAsync(task, 0, outcome);
    }

    /// <summary>The status; throws with the reasons when it does not go on by itself.</summary>
    public async Task<string> StatusAsync()
    {
        var detail = await office.Operator.GetAsync($"/api/instances/{InstanceId}");
        var status = detail["summary"]!["subStatus"]!.GetValue<string>();
        return status is not ("Faulted" or "Cancelled")
            ? status
            : throw new InvalidOperationException($"{name} is {status}: {detail["incidents"]}");
    }

    private async Task<(JsonNode Task, string Activity, LedgerClient By)?> NextAsync()
    {
        foreach (var person in new[] { office.Operator, office.Approver })
        {
            foreach (var task in await person.ListAsync($"/api/tasks?instanceId={InstanceId}&state=Open&state=Claimed"))
            {
                if (Decide(task, 0).By == person)
                {
                    return (task, task["activityId"]!.GetValue<string>(), person);
                }
            }
        }

        return null;
    }

    private Task DecideAsync(JsonNode task, int annulments, string? outcome = null)
    {
        var (person, usual) = Decide(task, annulments);
        return CompleteAsync(person, task, outcome ?? usual);
    }

    private (LedgerClient By, string Outcome) Decide(JsonNode task, int annulments)
    {
        var activity = task["activityId"]!.GetValue<string>();
        if (task["instructions"]!.GetValue<string>().StartsWith("Rechazado", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{name} was refused at {activity}: {task["instructions"]}");
        }

        return activity switch
        {
            "authorize-task" => (office.Approver, "Authorize"),
            "funds-task" => (office.Operator, "Generate"),
            "continue-task" => (office.Operator, "Continue"),
            "review-task" when _annulments < annulments || killer is { IsAtWork: true } => (office.Operator, "Annul"),
            "review-task" => (office.Operator, "Finish"),
            _ => throw new InvalidOperationException($"{name} came to {activity}."),
        };
    }

    private async Task CompleteAsync(LedgerClient person, JsonNode task, string outcome)
    {
        var id = Office.IdOf(task);
        killer?.Hint(outcome);
        var answer = await person.PostAsync(
            $"/api/tasks/{id}/complete", new { outcome, answer = outcome == "Generate" ? office.Funds(bySupplier) : null }, $"task-{id}");
        answer["completedBy"]!.GetValue<string>().Should().Be(person.UserName, "a repeated call gives the first answer");
        Generations += outcome == "Generate" ? 1 : 0;
        _annulments += outcome == "Annul" ? 1 : 0;
    }
}
