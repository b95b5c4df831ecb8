using System.Globalization;
using Ledger.Domain;
using Ledger.Domain.Folios;
using Ledger.Workflows;
using Ledger.Workflows.Activities;

namespace Ledger.Activities.Folios;

/// <summary>Gives what a book has not issued, and what is queued for it, back to head office, which may assign it again (F10).</summary>
[Activity("Ledger.ReturnFolios", Icon = "undo", Category = "Folios", Outcomes = ["Returned", Refused])]
public sealed class ReturnFolios : LedgerActivity
{
    /// <summary>The book, by key.</summary>
    [Input(Required = true, Order = 0)]
    public Input<string>? BookId { get; set; }

    /// <summary>Why.</summary>
    [Input(Required = true, Order = 1)]
    public Input<string>? Reason { get; set; }

    /// <summary>How many folios went back.</summary>
    [Output]
    public Output<long>? Quantity { get; set; }

    /// <inheritdoc/>
    protected override async Task<string> RunAsync(ActivityContext context, LedgerSession session)
    {
        var text = context.Get(BookId);
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var book))
        {
            throw new WorkflowException("activity.folio-book-missing", $"The step {Id} was given no book: '{text}'.", Id);
        }

        context.Set(Quantity, await new FolioReturns(session).ReturnAsync(book, context.Get(Reason) ?? string.Empty));
        return "Returned";
    }
}
