using Ledger.Domain.Parameters;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.PurchaseDocuments;

/// <summary>
/// Changes the dates and instalments of registered documents under the manual's rules (002, "Modificación de comprobantes",
/// C13): never while the document is in a mass payment (P15), never on a closed day. Totals are never changed.
/// </summary>
public sealed class DocumentChanges(LedgerSession session)
{
    private readonly PurchaseDocumentService _documents = new(session);
    private readonly ClosingDates _closing = new(session);

    /// <summary>Changes the issue date; both the old and the new one must be open.</summary>
    /// <exception cref="DomainException">In a mass payment, annulled, on a closed day, in the future, or after an instalment's due date.</exception>
    public async Task ChangeIssueDateAsync(long documentId, DateOnly date)
    {
        var document = await ChangeableAsync(documentId);
        await _closing.CheckPurchaseDocumentAsync(document.IssueDate);
        await _closing.CheckPurchaseDocumentAsync(date);
        if (date > (await new Companies.CompanyService(session).CurrentAsync()).DayOf(session.Now))
        {
            throw new DomainException("purchase-document.future", "The date of the document is in the future.", date) { Field = "issueDate" };
        }

        var installments = await InstallmentsAsync(documentId);
        if (document.Kind == DocumentKind.Invoice && installments.Find(i => i.DueDate < date) is { } early)
        {
            throw new DomainException("installment.before-issue", "An instalment falls due before the document was issued.", early.DueDate, date) { Field = "issueDate" };
        }

        var before = document.IssueDate;
        document.IssueDate = date;
        if (document.Kind != DocumentKind.Invoice)
        {
            installments[0].DueDate = date;
        }

        await session.SaveAsync();
        session.Audit("purchase-document.issue-date-changed", "purchase-document", documentId, new { before, after = date });
    }

    /// <summary>Changes the accounting date; both the old and the new one must be open.</summary>
    /// <exception cref="DomainException">Annulled, in a mass payment, or on a closed day.</exception>
    public async Task ChangeAccountingDateAsync(long documentId, DateOnly date)
    {
        var document = await ChangeableAsync(documentId);
        await _closing.CheckPurchaseDocumentAsync(document.AccountingDate);
        await _closing.CheckPurchaseDocumentAsync(date);
        var before = document.AccountingDate;
        document.AccountingDate = date;
        await session.SaveAsync();
        session.Audit("purchase-document.accounting-date-changed", "purchase-document", documentId, new { before, after = date });
    }

    /// <summary>Changes the purchase kind ("tipo de transacción").</summary>
    public async Task ChangePurchaseKindAsync(long documentId, PurchaseKind kind)
    {
        var document = await ChangeableAsync(documentId);
        var before = document.PurchaseKind;
        document.PurchaseKind = kind;
        await session.SaveAsync();
        session.Audit("purchase-document.purchase-kind-changed", "purchase-document", documentId, new { before, after = kind });
    }

    /// <summary>
    /// Spreads what is not yet paid of an invoice over new instalments. What is paid stays on the instalments it was paid on:
    /// those end with exactly what was paid, and one of which nothing was paid is taken away.
    /// </summary>
    /// <exception cref="DomainException">Not an invoice, in a mass payment, annulled, or the amounts do not add up to what is pending.</exception>
    public async Task RedistributeAsync(long documentId, IReadOnlyList<NewInstallment> pending)
    {
        var document = await ChangeableAsync(documentId);
        DocumentRules.IsInvoice(document);
        var installments = await InstallmentsAsync(documentId);
        var toSpread = installments.Where(i => i.Pending > 0).Sum(i => i.Pending);
        if (toSpread == 0)
        {
            throw new DomainException("purchase-document.nothing-pending", $"Nothing is pending of document {document.Number}.", document.Number);
        }

        DocumentRules.CheckInstallments(pending, toSpread, document.Currency, document.IssueDate);
        var before = installments.Select(i => new { i.Number, i.DueDate, i.Amount, i.Pending }).ToList();
        var paid = installments.Where(i => i.Pending != i.Amount).ToList();
        var free = installments.Except(paid).ToList();
        foreach (var installment in paid.Where(i => i.Pending > 0))
        {
            installment.Amount -= installment.Pending;
            installment.Apply(installment.Pending);
        }

        // Rows are reused before any is added: the number of an instalment is unique.
        var number = installments.Max(i => i.Number);
        for (var i = 0; i < pending.Count; i++)
        {
            if (i < free.Count)
            {
                (free[i].DueDate, free[i].Amount, free[i].Pending) = (pending[i].DueDate, pending[i].Amount, pending[i].Amount);
                free[i].State = InstallmentState.NotCancelled;
                continue;
            }

            session.Db.Add(new Installment
            {
                Id = session.NewId(),
                CompanyId = session.CompanyId,
                DocumentId = documentId,
                Number = ++number,
                DueDate = pending[i].DueDate,
                Amount = pending[i].Amount,
                Pending = pending[i].Amount,
                State = InstallmentState.NotCancelled,
            });
        }

        session.Db.RemoveRange(free.Skip(pending.Count));
        session.Db.Entry(document).State = EntityState.Modified;
        await session.SaveAsync();
        session.Audit("purchase-document.installments-changed", "purchase-document", documentId, new { before, after = pending });
    }

    private async Task<PurchaseDocument> ChangeableAsync(long documentId)
    {
        var document = await _documents.FindAsync(documentId);
        DocumentRules.NotAnnulled(document);
        DocumentRules.NotInMassPayment(document);
        return document;
    }

    private Task<List<Installment>> InstallmentsAsync(long documentId) =>
        session.Db.Set<Installment>().Where(i => i.DocumentId == documentId).OrderBy(i => i.Number).ToListAsync();
}
