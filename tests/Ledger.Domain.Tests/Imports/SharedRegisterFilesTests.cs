using Ledger.Domain.Imports;
using Ledger.Domain.Imports.PurchaseRegister;
using Ledger.Domain.PurchaseDocuments;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace Ledger.Domain.Tests.Imports;

/// <summary>Rows of real downloads, with the verdicts their README gives.</summary>
public sealed class SharedRegisterFilesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("RCV-compra-registro-rz_leading_trailing_whitespace.csv", RegisterTab.Register, DocumentState.Pending)]
    [InlineData("RCV-compra-pendiente-rz_leading_trailing_whitespace.csv", RegisterTab.Pending, DocumentState.Pending)]
    [InlineData("RCV-compra-reclamado-rz_leading_trailing_whitespace.csv", RegisterTab.Claimed, DocumentState.Annulled)]
    public async Task Run_PurchaseFile_TakesItsTwoDocuments(string name, RegisterTab tab, DocumentState state)
    {
        if (Find(name) is not { } path)
        {
            return;
        }

        await using var books = await LedgerBooks.OpenAsync();

        var id = await new PurchaseRegisterImporter(books.Database, books.Actor).RunAsync(ImportFile.OnDisk(path));

        (await books.ReadAsync(db => db.Set<ImportBatch>().SingleAsync(b => b.Id == id))).Should().BeEquivalentTo(new { Rows = 2, Rejected = 0 });
        (await books.ReadAsync(db => db.Set<PurchaseDocument>().ToListAsync())).Should().HaveCount(2).And.OnlyContain(d => d.RegisterTab == tab && d.State == state);
        (await books.ReadAsync(db => db.Set<Domain.Suppliers.Supplier>().SingleAsync())).Name.Should().Be("Fake Company S.A.");
    }

    [Theory]
    [InlineData("RCV-venta-rz_leading_trailing_whitespace.csv")]
    [InlineData("RCV-venta-extra-empty-impuestos-rows.csv")]
    [InlineData("RCV-venta-multiple-dte-referencias.csv")]
    [InlineData("RCV-venta-missing-required-fields.csv")]
    public async Task Run_SalesFile_IsRefused(string name)
    {
        if (Find(name) is not { } path)
        {
            return;
        }

        await using var books = await LedgerBooks.OpenAsync();

        var act = () => new PurchaseRegisterImporter(books.Database, books.Actor).RunAsync(ImportFile.OnDisk(path));

        await act.ShouldRefuseAsync("purchase-register.sales");
    }

    private string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", "rcv", name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        output.WriteLine($"Skipped: shared/data/rcv/{name} is not beside the repository.");
        return null;
    }
}
