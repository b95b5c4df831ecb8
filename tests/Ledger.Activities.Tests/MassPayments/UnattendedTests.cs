using System.Text.Json.Nodes;
using Ledger.Domain.MassPayments;
using Ledger.Domain.Tests.MassPayments;
using Ledger.Foundation;
using Ledger.Workflows.Instances;

namespace Ledger.Activities.Tests.MassPayments;

/// <summary>The shipped definition <c>mass-payment-unattended.json</c> (W7).</summary>
public sealed class UnattendedTests
{
    private static JsonObject Input(int days = 7) => new() { ["savedFilter"] = "vence-esta-semana", ["dueWithinDays"] = days };

    [Fact]
    public async Task Run_SomethingFallsDue_EntersItAndLeavesItToTheApprover()
    {
        await using var host = await ProcessHost.CreateAsync();
        await SaveFilterAsync(host.Books);
        var supplier = await host.Books.SupplierAsync("A");
        var due = await host.Books.DocumentAsync(supplier, Domain.PurchaseDocuments.DocumentKind.Invoice, [700m], issued: PaymentBooks.Today.AddDays(-25));
        await host.Books.DocumentAsync(supplier, Domain.PurchaseDocuments.DocumentKind.Invoice, [900m], issued: PaymentBooks.Today);

        var instance = await host.StartAsync("mass-payment-unattended", Input(), Actor.System(PaymentBooks.CompanyId, "schedule:mass-payment-unattended"));

        (await host.InstanceAsync(instance)).Summary.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        var payment = await host.OnlyPaymentAsync();
        payment.State.Should().Be(MassPaymentState.Entered);
        payment.EnteredByUserId.Should().BeNull();
        payment.EnteredByName.Should().Be("schedule:mass-payment-unattended");
        (await host.Books.ItemsAsync(payment.Id)).Should().ContainSingle().Which.DocumentId.Should().Be(due.Id);
        await host.DecideAsync(host.Approver, "authorize-task", "Authorize");
        (await host.OnlyPaymentAsync()).AuthorizedByName.Should().Be("beto");
    }

    [Fact]
    public async Task Run_NothingFallsDue_EntersNothing()
    {
        await using var host = await ProcessHost.CreateAsync();
        await SaveFilterAsync(host.Books);

        var instance = await host.StartAsync("mass-payment-unattended", Input());

        (await host.InstanceAsync(instance)).Summary.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        (await host.Books.AllAsync<MassPayment>()).Should().BeEmpty();
    }

    [Fact]
    public async Task Run_FilterIsMissing_SaysSoInAnIncident()
    {
        await using var host = await ProcessHost.CreateAsync();

        var instance = await host.StartAsync("mass-payment-unattended", Input());

        (await host.InstanceAsync(instance)).Incidents.Should().ContainSingle().Which.Code.Should().Be("mass-payment.filter-not-found");
    }

    private static Task SaveFilterAsync(PaymentBooks books) =>
        books.DoAsync(books.Ana, session => new SavedFilters(session).SaveAsync(new NamedFilter("vence-esta-semana", new PayableFilter(), 7)));
}
