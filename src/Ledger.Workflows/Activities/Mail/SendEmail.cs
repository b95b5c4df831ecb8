using System.Globalization;
using Ledger.Workflows.Mail;

namespace Ledger.Workflows.Activities.Mail;

/// <summary>Queues a mail with the step; the outbox sends it (architecture.md §2.2). A step that is undone sends nothing.</summary>
/// <remarks>Those of Bcc get a mail of their own, so that nobody sees them. The sender is the installation's, whatever <c>from</c> says.</remarks>
[Activity("Elsa.SendEmail", Category = "Mail")]
public sealed class SendEmail : CodeActivity
{
    /// <summary>The recipients' addresses.</summary>
    [Input(UIHint = "multitext", Required = true, Order = 1)]
    public Input<string[]>? To { get; set; }

    /// <summary>Further recipients, seen by all.</summary>
    [Input(UIHint = "multitext", Order = 2)]
    public Input<string[]>? Cc { get; set; }

    /// <summary>Further recipients, seen by nobody.</summary>
    [Input(UIHint = "multitext", Order = 3)]
    public Input<string[]>? Bcc { get; set; }

    /// <summary>The subject.</summary>
    [Input(Order = 4)]
    public Input<string>? Subject { get; set; }

    /// <summary>The text.</summary>
    [Input(UIHint = "multiline", Order = 5)]
    public Input<string>? Body { get; set; }

    /// <summary>False when the text is not html.</summary>
    [Input(UIHint = "checkbox", Default = true, Order = 6)]
    public Input<bool>? IsHtml { get; set; }

    /// <inheritdoc/>
    protected override async ValueTask RunAsync(ActivityContext context)
    {
        var outbox = context.Service<IOutbox>();
        var open = (context.Get(To) ?? []).Concat(context.Get(Cc) ?? []).ToList();
        var mail = new OutgoingMail(context.Actor.CompanyId, open, context.Get(Subject) ?? string.Empty, context.Get(Body) ?? string.Empty)
        {
            IsHtml = IsHtml is null || context.Get(IsHtml),
            InstanceId = context.Workflow.InstanceId,
        };
        var hidden = context.Get(Bcc) ?? [];
        IEnumerable<OutgoingMail> mails = [mail, .. hidden.Select(address => mail with { To = [address] })];
        var number = 0;
        foreach (var each in mails)
        {
            // The execution's id is the same after a crash: a step that runs again queues nothing twice.
            var key = string.Create(CultureInfo.InvariantCulture, $"email:{context.ExecutionId}:{number++}");
            await outbox.QueueAsync(context.Transaction, each with { DeduplicationKey = key });
        }
    }
}
