using Ledger.Domain;
using Ledger.Domain.Folios;
using Ledger.Workflows.Activities;

namespace Ledger.Activities.Folios;

/// <summary>
/// Adds a book with the folios that came for it; from then on it is in the availability grid (F7). <c>Exists</c>: the branch has that book, which takes
/// the folios when it is over.
/// </summary>
[Activity("Ledger.AddFolioBook", Icon = "book", Category = "Folios", Outcomes = ["Added", "Exists", Refused])]
public sealed class AddFolioBook : LedgerActivity
{
    private const int QuantityDefault = 20;
    private const int DaysDefault = 30;

    /// <summary>The branch, by code.</summary>
    [Input(UIHint = "dropdown", OptionsFrom = "branches", Required = true, Order = 0)]
    public Input<int?>? BranchCode { get; set; }

    /// <summary>The document kind, by the tax authority's number.</summary>
    [Input(UIHint = "dropdown", OptionsFrom = "folio-kinds", Required = true, Order = 1)]
    public Input<int>? DocumentType { get; set; }

    /// <summary>The workstation; empty where a branch has one book of the kind.</summary>
    [Input(Order = 2)]
    public Input<string?>? Workstation { get; set; }

    /// <summary>The name of the book; empty for one made of kind and branch.</summary>
    [Input(Order = 3)]
    public Input<string?>? BookName { get; set; }

    /// <summary>The book is near to finish with this many folios or fewer.</summary>
    [Input(Default = QuantityDefault, Order = 4)]
    public Input<int?>? QuantityThreshold { get; set; }

    /// <summary>The book is near to expire this many days before.</summary>
    [Input(Default = DaysDefault, Order = 5)]
    public Input<int?>? DaysThreshold { get; set; }

    /// <summary>The key of the book.</summary>
    [Output]
    public Output<string?>? BookId { get; set; }

    /// <inheritdoc/>
    protected override async Task<string> RunAsync(ActivityContext context, LedgerSession session)
    {
        var branch = await FolioInput.RequireBranchAsync(session, context.Get(BranchCode));
        var (type, workstation) = (context.Get(DocumentType), context.Get(Workstation) ?? string.Empty);
        var books = new FolioBooks(session);
        if (await books.FindAsync(branch.Id, type, workstation) is { } known)
        {
            context.Set(BookId, FolioInput.Text(known.Id));
            return "Exists";
        }

        var name = context.Get(BookName) is { Length: > 0 } given && !string.IsNullOrWhiteSpace(given) ? given : FormattableString.Invariant($"{type} · {branch.Name} {workstation}").Trim();
        var book = await books.AddAsync(new NewFolioBook(
            branch.Id, type, name, context.Get(QuantityThreshold) ?? QuantityDefault, context.Get(DaysThreshold) ?? DaysDefault, workstation));
        context.Set(BookId, FolioInput.Text(book.Id));
        return "Added";
    }
}
