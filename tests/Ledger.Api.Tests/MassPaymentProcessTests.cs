using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Workflows;
using Ledger.Domain;
using Ledger.Domain.Companies;
using Ledger.Domain.ExchangeRates;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.Suppliers;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Api.Tests;

/// <summary>The shipped processes of mass payments beside the API's own operations.</summary>
public sealed class MassPaymentProcessTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact] // W6, P6
    public async Task Authorize_WhileAProcessCarriesThePayment_PointsToItsTasks()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        using var person = await server.AsAsync(Role.Operator);
        using var approver = await server.AsAsync(Role.Approver);
        await ImportAsync(owner, "mass-payment");
        await AddInvoiceAsync();
        var started = await person.PostAsJsonAsync("/api/instances", new { definitionId = "mass-payment", input = new { filter = new { } } }).JsonAsync();
        var payment = (await person.GetAsync("/api/mass-payments").JsonAsync())["items"]!.AsArray().Single()!;
        var id = payment["id"]!.GetValue<string>();

        var refused = await approver.PostAsJsonAsync($"/api/mass-payments/{id}/authorize", new { });

        refused.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await refused.CodeAsync()).Should().Be("mass-payment.process-governs");
        var page = await person.GetAsync($"/api/mass-payments/{id}/print/detail?format=html"); // P10
        page.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        (await page.Content.ReadAsStringAsync()).Should().Contain("Proveedor Uno");
        var pdf = await person.GetAsync($"/api/mass-payments/{id}/print/detail?format=pdf");
        (await pdf.Content.ReadAsByteArrayAsync()).AsSpan(0, 5).SequenceEqual("%PDF-"u8).Should().BeTrue();
        (await person.GetAsync($"/api/mass-payments/{id}/print/detail?format=gif")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await person.PostAsJsonAsync($"/api/instances/{started["instanceId"]!.GetValue<string>()}/cancel", new { })).EnsureSuccessStatusCode();
        (await approver.PostAsJsonAsync($"/api/mass-payments/{id}/authorize", new { })).StatusCode.Should().Be(HttpStatusCode.OK, "without a process people decide directly");
    }

    [Fact] // W7
    public async Task Schedules_ProposedByDefinitions_AreAddedOncePaused()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        await ImportAsync(owner, "mass-payment");
        await ImportAsync(owner, "mass-payment-unattended");
        var shipped = server.App.Services.GetRequiredService<ShippedSchedules>();

        await shipped.AddMissingAsync(CancellationToken.None);
        await shipped.AddMissingAsync(CancellationToken.None);

        var schedules = (await owner.GetAsync("/api/schedules").JsonAsync()).AsArray();
        var schedule = schedules.Should().ContainSingle(s => s!["name"]!.GetValue<string>() == "mass-payment-unattended").Which!;
        schedule["isPaused"]!.GetValue<bool>().Should().BeTrue();
        schedule["cron"]!.GetValue<string>().Should().Be("0 0 6 ? * FRI");
    }

    internal static async Task ImportAsync(HttpClient owner, string id)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "shipped", $"{id}.json");
        var answer = await owner.PostAsJsonAsync("/api/definitions/import?publish=true", JsonNode.Parse(await File.ReadAllTextAsync(file)));
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
    }

    private Task AddInvoiceAsync() => server.Database.WriteAsync(Actor.System(server.CompanyId, "test"), async session =>
    {
        var today = DateOnly.FromDateTime(DateTime.Today);
        await new ExchangeRateService(session).SetAsync("USD", today.AddDays(-2), 950m);
        var supplier = await new SupplierService(session).CreateAsync(new SupplierData("12345678-5", "Proveedor Uno"));
        var branch = await session.Db.Set<Branch>().Select(b => b.Id).FirstAsync();
        await new PurchaseDocumentService(session).RegisterAsync(new NewPurchaseDocument
        {
            BranchId = branch,
            SupplierId = supplier.Id,
            SiiType = 33,
            Number = 1,
            IssueDate = today.AddDays(-5),
            Net = 1_000,
            VatRecoverable = 190,
            Total = 1_190,
        });
    });
}
