using Ledger.Domain.MassPayments;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;

namespace Ledger.Domain.Tests.MassPayments;

/// <summary>What the other services may not do to a document while a mass payment holds it.</summary>
[Trait("row", "P15")]
public sealed class MassPaymentElsewhereTests
{
    private const string InMassPayment = "purchase-document.in-mass-payment";

    [Fact]
    public async Task OtherServices_DocumentInAMassPayment_CannotPayRedateOrReamountIt()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var supplier = await books.SupplierAsync("P1");
        var invoice = await books.InvoiceAsync(supplier, 100, 50);
        var credit = await books.CreditAsync(supplier, 30);
        var free = await books.InvoiceAsync(supplier, 40);
        var order = await books.DoAsync(books.Ana, s => new PaymentOrders(s).IssueOnAccountAsync(new NewPaymentOrder(supplier.Id, PaymentBooks.Today, "CLP", 100)));
        var payment = await books.EnterAsync(invoice.Installments[0], credit.Only);
        var day = PaymentBooks.Today;
        async Task CheckRefusedAsync()
        {
            await books.RefusedAsync(books.Ana, s => new Allocations(s).AllocateAsync(AllocationSource.PaymentOrder, order.Id, invoice.Installments[0]), InMassPayment);
            await books.RefusedAsync(books.Ana, s => new Allocations(s).AllocateAsync(AllocationSource.CreditNote, credit.Id, free.Only), InMassPayment);
            await books.RefusedAsync(books.Ana, s => new DocumentChanges(s).ChangeIssueDateAsync(invoice.Id, day.AddDays(-20)), InMassPayment);
            await books.RefusedAsync(books.Ana, s => new DocumentChanges(s).RedistributeAsync(invoice.Id, [new NewInstallment(day, 150)]), InMassPayment);
        }

        await CheckRefusedAsync();
        payment = await books.AuthorizeAsync(payment);
        await CheckRefusedAsync();
        await books.DoAsync(books.Ana, s => new MassPaymentDeletion(s).DeleteAsync(payment.Id, null));

        await books.DoAsync(books.Ana, s => new DocumentChanges(s).ChangeIssueDateAsync(invoice.Id, day.AddDays(-20)));
        await books.DoAsync(books.Ana, s => new DocumentChanges(s).RedistributeAsync(invoice.Id, [new NewInstallment(day.AddDays(9), 150)]));
        await books.DoAsync(books.Ana, s => new Allocations(s).AllocateAsync(AllocationSource.PaymentOrder, order.Id, invoice.Installments[0]));
        await BooksCheck.AssertAsync(books);
    }

    [Fact]
    public async Task EditBeganBeforeTheDocumentWasTaken_DoesNotSlipThrough()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 100);

        var late = () => books.DoAsync(books.Ana, async session =>
        {
            var seen = await session.Db.FindAsync<PurchaseDocument>(invoice.Id);
            await session.Transaction.ExecuteAsync("update purchase_documents set revision = revision where id = $1", invoice.Id);
            await new MassPaymentEntry(session).EnterAsync(PaymentBooks.Draft(invoice.Only));
            session.Db.Attach(seen!);
            seen!.IssueDate = PaymentBooks.Today;
            await session.SaveAsync();
        });

        await late.Should().ThrowAsync<Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException>("taking a document raises its revision");
    }
}
