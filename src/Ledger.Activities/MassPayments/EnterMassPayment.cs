using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Ledger.Workflows.Activities;

namespace Ledger.Activities.MassPayments;

/// <summary>
/// Enters a mass payment from a saved filter, a filter or a list of instalments, or takes over one that a person entered
/// (P1 to P4, W7). <c>Empty</c>: no document matches and nothing was recorded.
/// </summary>
[Activity("Ledger.EnterMassPayment", Icon = "enter", Category = "MassPayments", Outcomes = ["Entered", "Empty", Refused])]
public sealed class EnterMassPayment : LedgerActivity
{
    /// <summary>One that was entered already, by key; the other inputs are then not read.</summary>
    [Input(Order = 0)]
    public Input<long?>? MassPaymentId { get; set; }

    /// <summary>The name of a saved filter.</summary>
    [Input(UIHint = "dropdown", OptionsFrom = "mass-payment-filters", Order = 1)]
    public Input<string?>? SavedFilter { get; set; }

    /// <summary>A filter, when no saved one is named.</summary>
    [Input(UIHint = "json-editor", Order = 2)]
    public Input<PayableFilter?>? Filter { get; set; }

    /// <summary>Instalments due until this many days from today, overdue ones included.</summary>
    [Input(Order = 3)]
    public Input<int?>? DueWithinDays { get; set; }

    /// <summary>Instalments chosen one by one, by key.</summary>
    [Input(UIHint = "json-editor", Order = 4)]
    public Input<List<long>?>? Documents { get; set; }

    /// <summary>The number, when people type them.</summary>
    [Input(Order = 5)]
    public Input<long?>? Number { get; set; }

    /// <summary>When the suppliers are expected to be paid (yyyy-mm-dd); empty for today.</summary>
    [Input(Order = 6)]
    public Input<DateOnly?>? EstimatedPaymentDate { get; set; }

    /// <summary>The currency of the payment orders; empty for the company's own.</summary>
    [Input(UIHint = "dropdown", OptionsFrom = "currencies", Order = 7)]
    public Input<string?>? Currency { get; set; }

    /// <summary>Units of local currency for one unit of the foreign accounting currency; empty for the latest rate.</summary>
    [Input(Order = 8)]
    public Input<decimal?>? ExchangeRate { get; set; }

    /// <summary>Free text.</summary>
    [Input(UIHint = "multiline", Order = 9)]
    public Input<string?>? Remarks { get; set; }

    /// <summary>The key of the mass payment; not set when there was nothing to enter.</summary>
    [Output]
    public Output<long>? EnteredMassPaymentId { get; set; }

    /// <inheritdoc/>
    protected override async Task<string> RunAsync(ActivityContext context, LedgerSession session)
    {
        var process = new MassPaymentProcess(session);
        var payment = context.Get(MassPaymentId) is { } id
            ? await process.AdoptAsync(id, context.Workflow.ParentInstanceId)
            : await process.GatherAsync(Request(context));
        if (payment is null)
        {
            return "Empty";
        }

        context.Set(EnteredMassPaymentId, payment.Id);
        return "Entered";
    }

    private MassPaymentRequest Request(ActivityContext context) => new()
    {
        InstallmentIds = context.Get(Documents) ?? [],
        SavedFilter = NullIfEmpty(context.Get(SavedFilter)),
        Filter = context.Get(Filter),
        DueWithinDays = context.Get(DueWithinDays),
        Number = context.Get(Number),
        EstimatedPaymentDate = context.Get(EstimatedPaymentDate),
        Currency = NullIfEmpty(context.Get(Currency)),
        ExchangeRate = context.Get(ExchangeRate),
        Remarks = NullIfEmpty(context.Get(Remarks)),
    };

    // The designer leaves "" in a cleared field.
    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
