using System.Globalization;
using Ledger.EndToEnd.Books;

namespace Ledger.EndToEnd.Crash;

/// <summary>Small processes, one after the other: a timer, an event, an external call side by side, then a mail; and runs of a schedule beside them.</summary>
internal sealed class RoundDriver(Office office, Receiver receiver, int number, long scheduleId, Killer killer)
{
    private const int RoundsMin = 5;

    /// <summary>The subjects of the mails that must have been written, one each.</summary>
    public List<string> Subjects { get; } = [];

    /// <summary>How many times the schedule was run by hand.</summary>
    public int RunsNow { get; private set; }

    public async Task RunAsync()
    {
        while (killer.IsAtWork || Subjects.Count < RoundsMin)
        {
            var subject = string.Create(CultureInfo.InvariantCulture, $"round-{number}-{Subjects.Count}");
            var instance = await office.StartAsync("proof-round", new { receiver = receiver.Address, subject }, subject, subject);
            Subjects.Add(subject);
            killer.Hint("event");
            await office.Operator.PostAsync("/api/events/go-on", new { correlationId = subject }, "event-" + subject);
            await office.Owner.PostAsync($"/api/schedules/{scheduleId}/run-now", null, "now-" + subject);
            RunsNow++;
            await FollowAsync(instance);
        }
    }

    private async Task FollowAsync(long instance)
    {
        while (true)
        {
            var detail = await office.Operator.GetAsync($"/api/instances/{instance}");
            switch (detail["summary"]!["subStatus"]!.GetValue<string>())
            {
                case "Finished":
                    return;
                case "Faulted" or "Cancelled":
                    throw new InvalidOperationException($"The round {instance} does not go on: {detail["incidents"]}");
                default:
                    await Task.Delay(100);
                    break;
            }
        }
    }
}
