using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Ledger.Workflows.Activities;

namespace Ledger.Activities.MassPayments;

/// <summary>Reads a mass payment and goes on at the port of its state (P4); <c>Deleted</c> when it is there no more.</summary>
[Activity("Ledger.ReadMassPayment", Icon = "read", Category = "MassPayments", Outcomes = ["Entered", "Authorized", "PartlyPaid", "Paid", "Deleted"])]
public sealed class ReadMassPayment : MassPaymentActivity
{
    /// <summary>True to make the mass payment's number the business key and name of the run.</summary>
    [Input(UIHint = "checkbox", Order = 1)]
    public Input<bool>? Correlate { get; set; }

    /// <summary>Its number.</summary>
    [Output]
    public Output<long>? Number { get; set; }

    /// <summary>Its state: Entered, Authorized, PartlyPaid, Paid or Deleted.</summary>
    [Output]
    public Output<string>? State { get; set; }

    /// <summary>What a task shows of it: number, dates, currency, totals, who did what.</summary>
    [Output]
    public Output<JsonObject>? Summary { get; set; }

    /// <summary>Who may not authorise it, by user id: who entered it or put documents in (W6).</summary>
    [Output]
    public Output<List<string>>? Contributors { get; set; }

    /// <inheritdoc/>
    protected override async Task<string> RunAsync(ActivityContext context, LedgerSession session)
    {
        var read = await new MassPaymentProcess(session).ReadAsync(IdOf(context));
        if (read is null)
        {
            context.Set(State, "Deleted");
            return "Deleted";
        }

        var state = read.Payment.State.ToString();
        context.Set(Number, read.Payment.Number);
        context.Set(State, state);
        context.Set(Summary, SummaryOf(read.Payment));
        // Keys do not fit a JavaScript number, so they travel as text.
        context.Set(Contributors, [.. read.ContributorIds.Select(id => id.ToString(CultureInfo.InvariantCulture))]);
        if (context.Get(Correlate))
        {
            context.Workflow.CorrelationId = read.Payment.Number.ToString(CultureInfo.InvariantCulture);
            context.Workflow.Name = string.Create(CultureInfo.InvariantCulture, $"Pago masivo {read.Payment.Number}");
        }

        return state;
    }

    private static JsonObject SummaryOf(MassPayment payment) => new()
    {
        ["massPaymentId"] = payment.Id.ToString(CultureInfo.InvariantCulture),
        ["number"] = payment.Number,
        ["state"] = payment.State.ToString(),
        ["entryDate"] = payment.EntryDate.ToString("O", CultureInfo.InvariantCulture),
        ["estimatedPaymentDate"] = payment.EstimatedPaymentDate.ToString("O", CultureInfo.InvariantCulture),
        ["currency"] = payment.Currency,
        ["exchangeRate"] = payment.ExchangeRate,
        ["itemCount"] = payment.ItemCount,
        ["totalLocal"] = payment.TotalLocal,
        ["totalUnits"] = payment.TotalUnits,
        ["remarks"] = payment.Remarks,
        ["enteredBy"] = payment.EnteredByName,
        ["authorizedBy"] = payment.AuthorizedByName,
        ["paidBy"] = payment.PaidByName,
        ["revision"] = payment.Revision,
    };
}
