using Ledger.Domain.Companies;
using Ledger.Domain.Imports;
using Ledger.Domain.Imports.PurchaseRegister;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Tests.Imports;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Tests;

/// <summary>No query of a session sees a row of another company.</summary>
public sealed class CompanyIsolationTests
{
    [Fact]
    public async Task Query_EveryEntityOfACompany_HasAFilterThatHidesTheOthers()
    {
        await using var books = await LedgerBooks.OpenAsync();
        var other = await books.CompanyAsync("60803000-K", "Otra");
        await using var connection = await books.Database.OpenAsync();
        await using var model = (LedgerDb)LedgerBooks.Context(connection);
        var owned = model.Model.GetEntityTypes().Where(e => typeof(ICompanyOwned).IsAssignableFrom(e.ClrType)).ToList();

        owned.Should().HaveCountGreaterThan(25);
        foreach (var entity in owned)
        {
            var sql = (string)typeof(CompanyIsolationTests).GetMethod(nameof(SqlOf), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
                .MakeGenericMethod(entity.ClrType).Invoke(null, [model])!;
            sql.Should().Contain("company_id\" = ", entity.ClrType.Name);
        }

        var mine = await books.ReadAsync(db => db.Set<Domain.Accounting.Account>().Select(a => a.CompanyId).Distinct().ToListAsync());
        var theirs = await books.Database.ReadAsync(other, db => db.Set<Domain.Accounting.Account>().Select(a => a.CompanyId).Distinct().ToListAsync());
        mine.Should().Equal(books.CompanyId);
        theirs.Should().Equal(other);
    }

    [Fact]
    public async Task Services_WithKeysOfAnotherCompany_FindNothing()
    {
        await using var books = await LedgerBooks.OpenAsync();
        var other = Actor.System(await books.CompanyAsync("60803000-K", "Otra"));
        await new PurchaseRegisterImporter(books.Database, books.Actor).RunAsync(
            PurchaseRegisterImporterContract.File(PurchaseRegisterImporterContract.RegisterHeader, PurchaseRegisterImporterContract.Row(1)));
        var document = await books.ReadAsync(db => db.Set<PurchaseDocument>().Select(d => d.Id).SingleAsync());
        var branch = await books.BranchAsync();

        await Act(session => new PurchaseDocumentService(session).AnnulAsync(document, "x")).ShouldRefuseAsync("purchase-document.not-found");
        await Act(session => new PurchaseDocumentService(session).AuthorizeAsync(document)).ShouldRefuseAsync("purchase-document.not-found");
        await Act(session => new CompanyService(session).MoveHeadOfficeAsync(branch)).ShouldRefuseAsync("branch.not-found");
        await Act(session => new PaymentOrders(session).AnnulAsync(1, books.Today, "x")).ShouldRefuseAsync("payment-order.not-found");
        (await books.Database.ReadAsync(other.CompanyId, db => db.Set<ImportLine>().CountAsync())).Should().Be(0);
        (await books.Database.ReadAsync(other.CompanyId, db => db.Set<PurchaseDocument>().CountAsync())).Should().Be(0);

        Func<Task> Act(Func<LedgerSession, Task> work) => () => books.Database.WriteAsync(other, work);
    }

    [Fact]
    public async Task Import_SameDocumentInTwoCompanies_IsTwoDocuments()
    {
        await using var books = await LedgerBooks.OpenAsync();
        var other = Actor.System(await books.CompanyAsync("60803000-K", "Otra"));
        var file = PurchaseRegisterImporterContract.File(PurchaseRegisterImporterContract.RegisterHeader, PurchaseRegisterImporterContract.Row(1));

        await new PurchaseRegisterImporter(books.Database, books.Actor).RunAsync(file);
        await new PurchaseRegisterImporter(books.Database, other).RunAsync(file);

        (await books.ReadAsync(db => db.Set<PurchaseDocument>().CountAsync())).Should().Be(1);
        (await books.Database.ReadAsync(other.CompanyId, db => db.Set<PurchaseDocument>().CountAsync())).Should().Be(1);
    }

    private static string SqlOf<T>(LedgerDb db)
        where T : class => db.Set<T>().ToQueryString();
}
