using System.Globalization;
using Ledger.Domain;
using Ledger.Domain.Folios;
using Ledger.Workflows;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Mail;

namespace Ledger.Activities.Folios;

/// <summary>
/// The daily mails about folios that do not come (F5): at most one a day, end and request, queued in the outbox with the step. It may run as often as it likes.
/// </summary>
[Activity("Ledger.SendFolioMails", Icon = "mail", Category = "Folios", Outcomes = ["Done", Refused])]
public sealed class SendFolioMails : LedgerActivity
{
    /// <summary>Whose mails: those of the branches that wait, or those of head office that cannot assign.</summary>
    [Input(UIHint = "dropdown", Options = ["Branch", "HeadOffice"], Required = true, Order = 0)]
    public Input<string>? End { get; set; }

    /// <summary>How many mails were queued.</summary>
    [Output]
    public Output<int>? Sent { get; set; }

    /// <inheritdoc/>
    protected override async Task<string> RunAsync(ActivityContext context, LedgerSession session)
    {
        var given = context.Get(End);
        if (!Enum.TryParse<FolioEnd>(given, out var end) || !Enum.IsDefined(end))
        {
            throw new WorkflowException("activity.folio-end", $"'{given}' is no end of the folio circuit.", given);
        }

        var letters = await new FolioMailWriter(session).WriteDueAsync(end);
        var outbox = context.Service<IOutbox>();
        foreach (var letter in letters)
        {
            await outbox.QueueAsync(context.Transaction, new OutgoingMail(session.CompanyId, letter.To, letter.Subject, letter.Html)
            {
                IsHtml = true,
                InstanceId = context.Workflow.InstanceId,
                DeduplicationKey = string.Create(CultureInfo.InvariantCulture, $"folios:{end}:{letter.RequestKey}:{letter.Day:yyyyMMdd}:{letter.Language}"),
            });
            if (letter.TemplateProblem is { } problem)
            {
                context.Journal("TemplateReplaced", problem);
            }
        }

        context.Set(Sent, letters.Count);
        return "Done";
    }
}
