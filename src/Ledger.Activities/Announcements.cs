using Ledger.Foundation;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Instances;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Activities;

/// <summary>
/// Brings what the domain announces to the processes: an announcement is an event (<c>Elsa.Event</c>) of the same name, and its key is the business key of the
/// run that waits for it. It is heard if and only if what it tells of is committed. Who does not wait then reads the books instead: it is not kept.
/// </summary>
public static class Announcements
{
    /// <summary>Lets the processes of these services hear the database's announcements.</summary>
    public static void Connect(IServiceProvider services)
    {
        var runtime = services.GetRequiredService<IWorkflowRuntime>();
        services.GetRequiredService<LedgerDatabase>().Listen((transaction, announcement) => runtime.SendAsync(
            transaction,
            new Stimulus(Event.Stimulus, Event.PayloadOf(announcement.Name), announcement.Actor)
            {
                Input = announcement.Detail?.DeepClone(),
                CorrelationId = announcement.Key,
                IsKept = false,
            }));
    }
}
