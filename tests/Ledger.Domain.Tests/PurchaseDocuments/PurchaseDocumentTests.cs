using Ledger.Domain.Parameters;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Tests.PurchaseDocuments;

/// <summary>Registering, deciding about and changing documents under the manual's rules (002, "Modificación de comprobantes"; C13, P15).</summary>
public sealed class PurchaseDocumentTests
{
    [Fact]
    public async Task Register_WithoutInstallments_FollowsThePaymentTerms()
    {
        await using var books = await LedgerBooks.OpenAsync();

        var document = await RegisterAsync(books);

        document.Should().BeEquivalentTo(new { State = DocumentState.Pending, OpenAmount = 1190m, Currency = "CLP" });
        (await books.ReadAsync(db => db.Set<Installment>().SingleAsync())).DueDate.Should().Be(new DateOnly(2026, 5, 31));
        (await books.ReadAsync(db => db.Set<SupplierBalance>().SingleAsync())).Balance.Should().Be(1190m);
        (await books.AuditAsync()).Should().Contain("purchase-document.registered"); // W14
    }

    [Fact]
    public async Task Register_Refusals_NameTheirRule()
    {
        await using var books = await LedgerBooks.OpenAsync();
        var good = await DocumentAsync(books);
        var rules = new (string Code, NewPurchaseDocument Document)[]
        {
            ("purchase-document.type", good with { SiiType = 39 }),
            ("purchase-document.number", good with { Number = 0 }),
            ("purchase-document.future", good with { IssueDate = books.Today.AddDays(1) }),
            ("purchase-document.total", good with { Total = 1191 }),
            ("purchase-document.amounts", good with { Net = 1000.5m, Total = 1190.5m }),
            ("purchase-document.difference", good with { DifferenceAmount = 2000 }),
            ("installment.sum", good with { Installments = [new(books.Today, 1000)] }),
            ("installment.before-issue", good with { Installments = [new(new DateOnly(2026, 4, 30), 1190)] }),
            ("branch.not-found", good with { BranchId = 1 }),
            ("supplier.not-found", good with { SupplierId = 1 }),
            ("classification.not-found", good with { ClassificationId = 1 }),
        };
        foreach (var (code, document) in rules)
        {
            Func<Task> act = () => books.WriteAsync(session => new PurchaseDocumentService(session).RegisterAsync(document));
            await act.ShouldRefuseAsync(code);
        }

        (await books.ReadAsync(db => db.Set<PurchaseDocument>().CountAsync())).Should().Be(0);
        await books.WriteAsync(session => new PurchaseDocumentService(session).RegisterAsync(good));
        Func<Task> again = () => books.WriteAsync(session => new PurchaseDocumentService(session).RegisterAsync(good));
        await again.ShouldRefuseAsync("purchase-document.exists");
    }

    [Fact]
    public async Task Change_WhileInAMassPayment_IsRefused() // P15, C13
    {
        await using var books = await LedgerBooks.OpenAsync();
        var id = (await RegisterAsync(books)).Id;
        await books.WriteAsync(session => session.Transaction.ExecuteAsync("update purchase_documents set mass_payment_id = 1 where id = $1", id));
        var changes = new Func<LedgerSession, Task>[]
        {
            s => new DocumentChanges(s).ChangeIssueDateAsync(id, new DateOnly(2026, 5, 2)),
            s => new DocumentChanges(s).ChangeAccountingDateAsync(id, new DateOnly(2026, 5, 2)),
            s => new DocumentChanges(s).RedistributeAsync(id, [new(books.Today, 1190)]),
            s => new PurchaseDocumentService(s).SetDifferenceAsync(id, 10),
            s => new PurchaseDocumentService(s).WithdrawAuthorizationAsync(id),
            s => new PurchaseDocumentService(s).AnnulAsync(id, "x"),
        };
        await books.WriteAsync(session => session.Transaction.ExecuteAsync("update purchase_documents set payment_authorization = 'Authorized' where id = $1", id));
        foreach (var change in changes)
        {
            Func<Task> act = () => books.WriteAsync(change);
            await act.ShouldRefuseAsync("purchase-document.in-mass-payment");
        }
    }

    [Fact]
    public async Task Change_OnAClosedDay_IsRefused() // C13
    {
        await using var books = await LedgerBooks.OpenAsync();
        var id = (await RegisterAsync(books)).Id;
        await books.WriteAsync(async session =>
        {
            var parameters = new ParameterService(session);
            await parameters.SetAsync(await parameters.GetAsync<PurchasingParameters>() with { InvoicesClosedThrough = new DateOnly(2026, 5, 1) });
        });

        Func<Task> act = () => books.WriteAsync(session => new DocumentChanges(session).ChangeIssueDateAsync(id, new DateOnly(2026, 5, 2)));

        await act.ShouldRefuseAsync("closing.purchase-documents");
    }

    [Fact]
    public async Task Redistribute_PartlyPaidInvoice_SpreadsOnlyWhatIsPending() // C13
    {
        await using var books = await LedgerBooks.OpenAsync();
        var good = await DocumentAsync(books);
        var document = await books.WriteAsync(session => new PurchaseDocumentService(session).RegisterAsync(
            good with { Installments = [new(new DateOnly(2026, 5, 31), 590), new(new DateOnly(2026, 6, 30), 600)] }));
        await books.WriteAsync(session => session.Transaction.ExecuteAsync("update installments set pending = 900000, state = 'PartlyCancelled' where number = 1"));
        await books.WriteAsync(session => session.Transaction.ExecuteAsync("update purchase_documents set open_amount = 6900000, state = 'PartlyCancelled'"));

        Func<Task> wrong = () => books.WriteAsync(session => new DocumentChanges(session).RedistributeAsync(document.Id, [new(new DateOnly(2026, 7, 1), 1190)]));
        await wrong.ShouldRefuseAsync("installment.sum");
        await books.WriteAsync(session => new DocumentChanges(session).RedistributeAsync(
            document.Id, [new(new DateOnly(2026, 7, 1), 290), new(new DateOnly(2026, 8, 1), 400)]));

        (await books.ReadAsync(db => db.Set<Installment>().OrderBy(i => i.DueDate).ToListAsync())).Select(i => (i.Amount, i.Pending, i.State)).Should().Equal(
            (500m, 0m, InstallmentState.Cancelled), (290m, 290m, InstallmentState.NotCancelled), (400m, 400m, InstallmentState.NotCancelled));
        (await books.ReadAsync(db => db.Set<PurchaseDocument>().SingleAsync())).Revision.Should().Be(1);
    }

    [Fact]
    public async Task Decisions_OnADocument_AreKeptWithWhoAndWhen()
    {
        await using var books = await LedgerBooks.OpenAsync();
        var id = (await RegisterAsync(books)).Id;

        await books.WriteAsync(async session =>
        {
            var documents = new PurchaseDocumentService(session);
            await documents.AuthorizeAsync(id);
            await documents.SetDifferenceAsync(id, 90);
            await documents.ClassifyAsync(id, (await documents.AddClassificationAsync("SERV", "Servicios")).Id);
        });

        (await books.ReadAsync(db => db.Set<PurchaseDocument>().SingleAsync())).Should().BeEquivalentTo(new
        {
            PaymentAuthorization = PaymentAuthorization.Authorized,
            AuthorizedBy = "ana",
            AuthorizedAt = books.Clock.Now,
            HasDifferences = true,
            DifferenceAmount = 90m,
        });
        (await books.AuditAsync()).Should().Contain(["purchase-document.authorized", "purchase-document.difference-set", "purchase-document.classified", "classification.created"]);
        await books.WriteAsync(session => new PurchaseDocumentService(session).ResolveDifferenceAsync(id, "Acordado"));
        await books.WriteAsync(session => new PurchaseDocumentService(session).AnnulAsync(id, "Duplicado"));
        (await books.ReadAsync(db => db.Set<SupplierBalance>().SingleAsync())).Balance.Should().Be(0m);
    }

    private static async Task<NewPurchaseDocument> DocumentAsync(LedgerBooks books)
    {
        var supplier = await books.ReadAsync(db => db.Set<Domain.Suppliers.Supplier>().FirstOrDefaultAsync()) ?? await books.SupplierAsync();
        return new NewPurchaseDocument
        {
            BranchId = await books.BranchAsync(),
            SupplierId = supplier.Id,
            SiiType = 33,
            Number = 1,
            IssueDate = new DateOnly(2026, 5, 1),
            Net = 1000,
            VatRecoverable = 190,
            Total = 1190,
        };
    }

    private static async Task<PurchaseDocument> RegisterAsync(LedgerBooks books)
    {
        var document = await DocumentAsync(books);
        return await books.WriteAsync(session => new PurchaseDocumentService(session).RegisterAsync(document));
    }
}
