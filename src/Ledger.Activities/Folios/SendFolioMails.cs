using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.Folios;
using Ledger.Workflows;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Mail;

namespace Ledger.Activities.Folios;

/// <summary>
/// Queues the mails of today about folios that do not come (F5): the requests are marked and the mails stand in the outbox in one transaction,
/// so that however often it runs, and wherever, each request is told of once a day at each end.
/// </summary>
[Activity("Ledger.SendFolioMails", Icon = "mail", Category = "Folios", Outcomes = ["Done", Refused])]
public sealed class SendFolioMails : LedgerActivity
{
    /// <summary>From which end: <c>Branch</c> tells of requests that are not met, <c>HeadOffice</c> of those it could not assign to.</summary>
    [Input(UIHint = "dropdown", Options = ["Branch", "HeadOffice"], Default = "Branch", Required = true, Order = 0)]
    public Input<string>? End { get; set; }

    /// <summary>How many mails were queued.</summary>
    [Output]
    public Output<int>? Sent { get; set; }

    /// <inheritdoc/>
    /// <exception cref="WorkflowException"><c>activity.folio-end</c>: the input names no end.</exception>
    protected override async Task<string> RunAsync(ActivityContext context, LedgerSession session)
    {
        var given = context.Get(End);
        var end = given switch
        {
            nameof(FolioEnd.Branch) => FolioEnd.Branch,
            nameof(FolioEnd.HeadOffice) => FolioEnd.HeadOffice,
            _ => throw new WorkflowException("activity.folio-end", $"'{given}' is no end of the folio circuit.", given),
        };
        var letters = await new FolioLetters(session).TakeDueAsync(end);
        var outbox = context.Service<IOutbox>();
        foreach (var letter in letters)
        {
            await outbox.QueueAsync(context.Transaction, new OutgoingMail(session.CompanyId, letter.To, letter.Subject, letter.Html)
            {
                IsHtml = true,
                InstanceId = context.Workflow.InstanceId,
                DeduplicationKey = letter.Key,
            });
        }

        foreach (var problem in letters.Select(l => l.TemplateProblem).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            context.Journal("TemplateFailed", problem, new JsonObject { ["end"] = given });
        }

        context.Set(Sent, letters.Count);
        return "Done";
    }
}
