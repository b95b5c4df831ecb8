using System.Globalization;
using Ledger.Api.DataViews;
using Ledger.Api.DataViews.Catalog;
using Ledger.Api.DataViews.Query;
using Ledger.Api.Identity;
using Ledger.Api.MassPayments;
using Ledger.Api.Pages.MassPayments;
using Ledger.Domain;
using Ledger.Domain.Companies;
using Ledger.Domain.ExchangeRates;
using Ledger.Domain.MassPayments;
using Ledger.Domain.MassPayments.Worksheets;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.Suppliers;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Api.Tests;

/// <summary>The choice of documents on the page finds what the domain finds, and what is accepted starts its process once.</summary>
public sealed class MassPaymentChoiceTests(TestServer server) : IClassFixture<TestServer>
{
    private const decimal Rate = 950m;

    public static TheoryData<int> Filters { get; } = [.. Enumerable.Range(0, Wanted.Length)];

    private static PayableFilter[] Wanted =>
    [
        new(),
        new() { SupplierFrom = "000002", SupplierTo = "000003" },
        new() { IssuedFrom = new DateOnly(2026, 10, 5), IssuedTo = new DateOnly(2026, 10, 20) },
        new() { DueTo = new DateOnly(2026, 11, 20), Kinds = [DocumentKind.Invoice] },
        new() { AmountMin = 5_000, AmountMax = 60_000 },
        new() { AmountMax = 20, AmountsInUnits = true },
        new() { Kinds = [DocumentKind.CreditNote], NumberFrom = 3, NumberTo = 20 },
        new() { WithDifferences = true },
        new() { BranchFrom = 1, BranchTo = 1, Kinds = [DocumentKind.Invoice, DocumentKind.DebitNote] },
    ];

    [Theory]
    [MemberData(nameof(Filters))]
    [Trait("row", "P3")]
    public async Task Given_ForEachFilter_FindsWhatTheDomainFindsInItsOrderAndAmounts(int place)
    {
        await FillAsync();
        var filter = Wanted[place];
        var sheet = await OpenAsync();

        var wanted = await new PayableDocuments(server.Database, server.CompanyId).PageAsync(filter, Rate, new Ledger.Foundation.Paging.PageRequest(0, 500));
        var found = await FoundAsync(sheet, new ChoiceState { Filter = filter });

        found.Should().Equal(wanted.Items.Select(d => (d.InstallmentId, d.OpenLocal, d.OpenUnits, d.Obstacle?.ToString())));
        if (place == 0)
        {
            found.Count.Should().BeGreaterThan(40);
        }

        found.Should().NotBeEmpty();
    }

    [Fact]
    [Trait("row", "P2")]
    public async Task Given_WhenAskedForWhatCannotBeChosen_SaysWhy()
    {
        await FillAsync();
        var sheet = await OpenAsync();

        var all = await FoundAsync(sheet, new ChoiceState { ShowsHindered = true });

        all.Select(d => d.Obstacle).Distinct().Should().BeEquivalentTo([null, "SupplierNotEnabled", "WithDifferences"]);
    }

    [Fact]
    [Trait("row", "P3")]
    public void State_Kept_ComesBackAsItWasAndRubbishBeginsAnew()
    {
        var state = new ChoiceState { Filter = Wanted[3], ShowsHindered = true, IsAll = true, Keys = ["1-2", "1-3"] };

        ChoiceState.Read(state.Write()).Should().BeEquivalentTo(state);
        ChoiceState.Read("{\"filter\":7}").Should().BeEquivalentTo(new ChoiceState());
    }

    [Fact]
    [Trait("row", "P3")]
    public void Form_OfAFilter_AsksForTheSameAgain()
    {
        foreach (var filter in Wanted)
        {
            PayableForm.Of(filter, false).ToFilter().Should().BeEquivalentTo(filter);
        }

        var form = PayableForm.Of(new PayableFilter { NumberFrom = 5 }, false);
        form.ToFilter().NumberFrom.Should().BeNull("numbers are asked for of one kind only");
        form.ByDueDate = true;
        form.DateTo = new DateOnly(2026, 1, 1);
        form.Kinds.Add(DocumentKind.CreditNote);
        form.ToFilter().Kinds.Should().Equal(DocumentKind.Invoice);
    }

    [Theory]
    [InlineData("es-CL", "950,25", 950.25)]
    [InlineData("es-CL", "1.234.567", 1_234_567d)]
    [InlineData("es-CL", "950.25", null)] // not 95025
    [InlineData("es-CL", "12.34,5", null)]
    [InlineData("en-US", "1,234.5", 1_234.5)]
    [InlineData("en-US", "950,25", null)]
    [InlineData("en-US", "abc", null)]
    public void TypedDecimal_OfWhatPeopleWrite_IsWhatTheyMeanOrNothing(string culture, string text, double? wanted)
    {
        TypedDecimal.TryRead(text, CultureInfo.GetCultureInfo(culture), out var value).Should().Be(wanted is not null);
        value.Should().Be((decimal?)wanted);
    }

    [Fact]
    [Trait("row", "P1")]
    public async Task Accept_WithTheProcessWanted_StartsItOnceForThePayment()
    {
        await FillAsync();
        using var owner = await server.AsAsync(Role.ProcessOwner);
        await MassPaymentProcessTests.ImportAsync(owner, "mass-payment");
        var desk = server.App.Services.GetRequiredService<MassPaymentDesk>();
        var sheet = await OpenAsync();
        var ids = (await FoundAsync(sheet, new ChoiceState())).Take(3).Select(d => d.Id).ToList();
        await DoAsync(s => new Worksheets(s).AddAsync(sheet.Id, ids));

        var accepted = await desk.AcceptAsync(Person, sheet.Id);
        await desk.Awaiting(d => d.AcceptAsync(Person, sheet.Id)).Should().ThrowAsync<DomainException>().Where(e => e.Code == MassPaymentCodes.WorksheetGone);

        var instances = await server.Database.QueryAsync(
            "select id from workflow_instances where idempotency_key = $1", row => row.GetInt64(0), $"mass-payment/{accepted.Payment!.Id}");
        instances.Should().ContainSingle();
        await server.Database.WriteAsync(Person.Actor, s => new MassPaymentDeletion(s).DeleteAsync(accepted.Payment.Id, null));
    }

    [Fact]
    [Trait("row", "P1")]
    public async Task Accept_WithoutTheProcess_LeavesThePaymentToPeople()
    {
        await FillAsync();
        var desk = server.App.Services.GetRequiredService<MassPaymentDesk>();
        var sheet = await OpenAsync();
        await DoAsync(async s =>
        {
            var sheets = new Worksheets(s);
            var found = await sheets.FindAsync(sheet.Id);
            await sheets.SaveAsync(sheet.Id, WorksheetFields.Of(found!) with { StartsProcess = false });
            return 0;
        });
        var id = (await FoundAsync(sheet, new ChoiceState())).Last().Id;
        await DoAsync(s => new Worksheets(s).AddAsync(sheet.Id, [id]));

        var accepted = await desk.AcceptAsync(Person, sheet.Id);

        var instances = await server.Database.QueryAsync(
            "select id from workflow_instances where idempotency_key = $1", row => row.GetInt64(0), $"mass-payment/{accepted.Payment!.Id}");
        instances.Should().BeEmpty();
        accepted.Payment.InstanceId.Should().BeNull();
        await server.Database.WriteAsync(Person.Actor, s => new MassPaymentDeletion(s).DeleteAsync(accepted.Payment.Id, null));
    }

    private Caller Person =>
        new(server.Users[Role.Operator], TestServer.NameOf(Role.Operator), "Operator", null, server.CompanyId, "Prueba SpA", ["Operator"], []);

    private Task<T> DoAsync<T>(Func<LedgerSession, Task<T>> work) => server.Database.WriteAsync(Person.Actor, work);

    private async Task<Worksheet> OpenAsync()
    {
        var old = await DoAsync(s => new Worksheets(s).OpenAsync(0));
        await server.Database.WriteAsync(Person.Actor, s => new Worksheets(s).DiscardAsync(old.Id));
        return await DoAsync(s => new Worksheets(s).OpenAsync(0));
    }

    private async Task<List<(long Id, decimal Local, decimal Units, string? Obstacle)>> FoundAsync(Worksheet sheet, ChoiceState state)
    {
        var view = server.App.Services.GetRequiredService<DataViewRegistry>().Find(WorksheetViews.Offered)!;
        var page = await server.App.Services.GetRequiredService<ViewReader>().PageAsync(
            view, server.CompanyId, new ViewQuery { Filter = FilterJson.Read(state.Given(sheet.Id)), PageSize = 500, Columns = ["pendingLocal", "pendingUnits", "obstacle"] });
        return [.. page.Rows.Select(r => (
            long.Parse(r.Key.Split('-')[1], CultureInfo.InvariantCulture), (decimal)r.Values[0]!, (decimal)r.Values[1]!, r.Values[2]?.ToString()))];
    }

    // Three suppliers, one not enabled; local and foreign currency, credits, differences.
    private async Task FillAsync()
    {
        if ((await server.Database.QueryAsync("select count(*) from suppliers where company_id = $1", row => row.GetInt64(0), server.CompanyId))[0] > 0)
        {
            return;
        }

        await DoAsync(async session =>
        {
            var start = new DateOnly(2026, 10, 1);
            await new ExchangeRateService(session).SetAsync("USD", start.AddDays(-2), Rate);
            var branch = await session.Db.Set<Branch>().Select(b => b.Id).FirstAsync();
            for (var n = 0; n < 4; n++)
            {
                var supplier = await new SupplierService(session).CreateAsync(new SupplierData(Ruts[n], $"Proveedor {n}"));
                for (var i = 1; i <= 15; i++)
                {
                    var isForeign = i % 4 == 0;
                    decimal total = isForeign ? i * 10 : i * 7_000;
                    await new PurchaseDocumentService(session).RegisterAsync(new NewPurchaseDocument
                    {
                        BranchId = branch,
                        SupplierId = supplier.Id,
                        SiiType = i % 5 == 0 ? 61 : i % 7 == 0 ? 56 : 33,
                        Number = (n * 100) + i,
                        IssueDate = start.AddDays(i),
                        Currency = isForeign ? "USD" : "CLP",
                        ExchangeRate = isForeign ? 940m : 1m,
                        Exempt = total,
                        Total = total,
                    });
                }
            }

            await session.SaveAsync();
            await session.Transaction.ExecuteAsync("update suppliers set enabled_for_mass_payments = $2 where company_id = $1 and rut = $3", server.CompanyId, false, Ruts[3]);
            await session.Transaction.ExecuteAsync("update purchase_documents set has_differences = $2 where company_id = $1 and number in (3, 102)", server.CompanyId, true);
            return 0;
        });
    }

    private static readonly string[] Ruts = ["12345678-5", "76192083-9", "76235291-5", "76354771-K"];
}
