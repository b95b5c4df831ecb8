using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Domain.MassPayments;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Tests.MassPayments;
using Ledger.Foundation;
using Ledger.Workflows;
using Ledger.Workflows.Instances;

namespace Ledger.Activities.Tests.MassPayments;

/// <summary>The shipped definition <c>mass-payment.json</c>, driven by two people through their tasks.</summary>
public sealed class MassPaymentCycleTests
{
    private static readonly JsonObject AllInvoices = new() { ["filter"] = new JsonObject() };

    [Fact] // P1, P4, P6, P7, P8, W5, W6
    public async Task Cycle_EnteredAuthorizedPaidFinished_EveryDocumentIsPaidOnceAndTheRunEnds()
    {
        await using var host = await ProcessHost.CreateAsync();
        var papers = await ThreeSuppliersAsync(host.Books);

        var instance = await host.StartAsync("mass-payment", Clone(AllInvoices));
        (await host.OnlyPaymentAsync()).State.Should().Be(MassPaymentState.Entered);
        (await host.Tasks.CountAsync(host.Operator)).Open.Should().Be(0, "who entered it has nothing to do now");
        await host.DecideAsync(host.Approver, "authorize-task", "Authorize");
        var authorized = await host.OnlyPaymentAsync();
        authorized.State.Should().Be(MassPaymentState.Authorized);
        authorized.AuthorizedByName.Should().Be("beto");
        authorized.InstanceId.Should().Be(instance);
        await host.DecideAsync(host.Operator, "funds-task", "Generate");

        var paid = await host.OnlyPaymentAsync();
        paid.State.Should().Be(MassPaymentState.Paid);
        paid.PaidByName.Should().Be("ana");
        (await host.Books.AllAsync<PaymentOrder>()).Select(o => o.SupplierId).Should().HaveCount(3).And.OnlyHaveUniqueItems();
        foreach (var paper in papers)
        {
            (await host.Books.DocumentAsync(paper.Id)).State.Should().Be(DocumentState.Cancelled);
        }

        await host.DecideAsync(host.Operator, "review-task", "Finish");
        var ended = await host.InstanceAsync(instance);
        ended.Summary.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        ended.Summary.CorrelationId.Should().Be(paid.Number.ToString(CultureInfo.InvariantCulture));
        ended.Output["finalState"]!.GetValue<string>().Should().Be("Paid");
        await BooksCheck.AssertAsync(host.Books);
    }

    [Fact] // P11: annulled and paid again
    public async Task Cycle_AnnulledAfterPayment_GoesBackToTheApproverAndIsPaidAgain()
    {
        await using var host = await ProcessHost.CreateAsync();
        var papers = await ThreeSuppliersAsync(host.Books);
        await host.StartAsync("mass-payment", Clone(AllInvoices));
        await host.DecideAsync(host.Approver, "authorize-task", "Authorize");
        await host.DecideAsync(host.Operator, "funds-task", "Generate");

        await host.DecideAsync(host.Operator, "review-task", "Annul");
        (await host.OnlyPaymentAsync()).State.Should().Be(MassPaymentState.Entered);
        foreach (var paper in papers)
        {
            (await host.Books.DocumentAsync(paper.Id)).State.Should().Be(DocumentState.Pending);
        }

        await host.DecideAsync(host.Approver, "authorize-task", "Authorize");
        await host.DecideAsync(host.Operator, "funds-task", "Generate");
        (await host.OnlyPaymentAsync()).State.Should().Be(MassPaymentState.Paid);
        var orders = await host.Books.AllAsync<PaymentOrder>();
        orders.Count(o => o.State == PaymentOrderState.Issued).Should().Be(3);
        orders.Count(o => o.State == PaymentOrderState.Annulled).Should().Be(3);
        await BooksCheck.AssertAsync(host.Books);
    }

    [Fact] // P4: born authorised
    public async Task Cycle_CompanyDoesNotAuthorize_GoesStraightToTheFunds()
    {
        await using var host = await ProcessHost.CreateAsync();
        await ThreeSuppliersAsync(host.Books);
        await host.Books.ParametersAsync(p => p with { AuthorizesMassPayments = false });

        await host.StartAsync("mass-payment", Clone(AllInvoices));

        (await host.TaskAsync(host.Operator)).ActivityId.Should().Be("funds-task");
        (await host.OnlyPaymentAsync()).State.Should().Be(MassPaymentState.Authorized);
    }

    [Fact] // P5, P13
    public async Task Cycle_SentBackAndDeleted_DocumentsAreFreeAndTheRunEnds()
    {
        await using var host = await ProcessHost.CreateAsync();
        await ThreeSuppliersAsync(host.Books);
        var instance = await host.StartAsync("mass-payment", Clone(AllInvoices));

        await host.DecideAsync(host.Approver, "authorize-task", "SendBack");
        await host.DecideAsync(host.Operator, "correct-task", "Resubmit");
        await host.DecideAsync(host.Approver, "authorize-task", "SendBack");
        await host.DecideAsync(host.Operator, "correct-task", "Delete");

        (await host.Books.AllAsync<MassPayment>()).Should().BeEmpty();
        (await host.Books.AllAsync<Installment>()).Should().OnlyContain(i => i.MassPaymentId == null);
        var ended = await host.InstanceAsync(instance);
        ended.Summary.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        ended.Output["finalState"]!.GetValue<string>().Should().Be("Deleted");
    }

    [Fact] // P6
    public async Task Cycle_AuthorizationWithdrawn_GoesBackToTheApprover()
    {
        await using var host = await ProcessHost.CreateAsync();
        await ThreeSuppliersAsync(host.Books);
        await host.StartAsync("mass-payment", Clone(AllInvoices));
        await host.DecideAsync(host.Approver, "authorize-task", "Authorize");

        await host.DecideAsync(host.Operator, "funds-task", "Withdraw");

        (await host.OnlyPaymentAsync()).State.Should().Be(MassPaymentState.Entered);
        (await host.TaskAsync(host.Approver)).ActivityId.Should().Be("authorize-task");
    }

    [Fact] // P7: a refusal gives the work back with its reason
    public async Task Cycle_FundsRefused_TaskComesBackWithTheReasonAndNothingWasKept()
    {
        await using var host = await ProcessHost.CreateAsync();
        await ThreeSuppliersAsync(host.Books);
        await host.StartAsync("mass-payment", Clone(AllInvoices));
        await host.DecideAsync(host.Approver, "authorize-task", "Authorize");

        // A till cannot pay a mass payment: only banks and other accounts can.
        var till = new JsonObject { ["general"] = new JsonObject { ["paymentAccountId"] = host.Books.Till.Id.ToString(CultureInfo.InvariantCulture) } };
        await host.DecideAsync(host.Operator, "funds-task", "Generate", till);

        var again = await host.TaskAsync(host.Operator);
        again.ActivityId.Should().Be("funds-task");
        again.Instructions.Should().Contain("Rechazado: ");
        (await host.Books.AllAsync<MassPaymentSupplier>()).Should().BeEmpty();
        (await host.OnlyPaymentAsync()).State.Should().Be(MassPaymentState.Authorized);
        await host.DecideAsync(host.Operator, "funds-task", "Generate");
        (await host.OnlyPaymentAsync()).State.Should().Be(MassPaymentState.Paid);
    }

    [Fact] // W6
    public async Task AuthorizeTask_WhoEnteredIsApproverToo_IsRefused()
    {
        await using var host = await ProcessHost.CreateAsync();
        await ThreeSuppliersAsync(host.Books);
        await host.StartAsync("mass-payment", Clone(AllInvoices));
        var task = await host.TaskAsync(host.Approver);
        var ana = host.Operator with { Roles = ["Operator", "Approver"] };

        var complete = () => host.Tasks.CompleteAsync(ana, task.Id, "Authorize");

        (await complete.Should().ThrowAsync<WorkflowException>()).Which.Code.Should().Be("task.excluded");
        (await host.OnlyPaymentAsync()).State.Should().Be(MassPaymentState.Entered);
    }

    [Fact] // P9, W12: chunk by chunk
    public async Task Generation_ManySuppliers_RunsInChunksWithProgress()
    {
        await using var host = await ProcessHost.CreateAsync();
        for (var i = 0; i < 230; i++)
        {
            await host.Books.InvoiceAsync(await host.Books.SupplierAsync($"S{i:000}"), 1_000 + i);
        }

        var instance = await host.StartAsync("mass-payment", Clone(AllInvoices));
        await host.DecideAsync(host.Approver, "authorize-task", "Authorize");
        await host.DecideAsync(host.Operator, "funds-task", "Generate");

        (await host.Books.AllAsync<PaymentOrder>()).Select(o => o.SupplierId).Should().HaveCount(230).And.OnlyHaveUniqueItems();
        (await host.OnlyPaymentAsync()).State.Should().Be(MassPaymentState.Paid);
        var audit = await host.Books.Database.QueryAsync(
            "select action from audit_entries where subject_type = 'MassPayment' and instance_id = $1 order by sequence", row => row.GetString(0), instance);
        var chunks = audit.Where(a => a.Contains("paid", StringComparison.Ordinal)).ToList();
        chunks.Should().HaveCountGreaterThan(2, "it is done in chunks, each a commit of its own");
        chunks[^1].Should().Be("mass-payment.paid");
        chunks.SkipLast(1).Should().OnlyContain(a => a == "mass-payment.partly-paid");
        await BooksCheck.AssertAsync(host.Books);
    }

    [Fact]
    public async Task Start_MassPaymentEnteredByAPerson_IsTakenOverOnce()
    {
        await using var host = await ProcessHost.CreateAsync();
        var papers = await ThreeSuppliersAsync(host.Books);
        var payment = await host.Books.EnterAsync([.. papers.SelectMany(p => p.Installments)]);
        var input = new JsonObject { ["massPaymentId"] = payment.Id.ToString(CultureInfo.InvariantCulture) };

        var first = await host.StartAsync("mass-payment", Clone(input));
        var second = await host.StartAsync("mass-payment", Clone(input));

        (await host.OnlyPaymentAsync()).InstanceId.Should().Be(first);
        var refused = await host.InstanceAsync(second);
        refused.Summary.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        refused.Incidents.Should().ContainSingle().Which.Code.Should().Be("mass-payment.process-taken");
    }

    [Theory] // P9: an interrupted generation goes on with the funds that were kept, or with new ones for the rest
    [InlineData(false)]
    [InlineData(true)]
    public async Task ContinueTask_WithOrWithoutNewFunds_PaysTheRestOnceWithThem(bool givesFunds)
    {
        await using var host = await ProcessHost.CreateAsync();
        var papers = await ThreeSuppliersAsync(host.Books);
        var payment = await host.Books.AuthorizedAsync([.. papers.SelectMany(p => p.Installments)]);
        await host.Books.PrepareAsync(payment);
        await host.Books.PayChunkAsync(payment, 1);
        await host.StartAsync("mass-payment", new JsonObject { ["massPaymentId"] = payment.Id.ToString(CultureInfo.InvariantCulture) });
        var byCheck = new JsonObject { ["paymentAccountId"] = host.Books.Bank.Id.ToString(CultureInfo.InvariantCulture), ["byCheck"] = true };

        await host.DecideAsync(host.Operator, "continue-task", "Continue", givesFunds ? new JsonObject { ["bySupplier"] = false, ["general"] = byCheck } : null);

        (await host.OnlyPaymentAsync()).State.Should().Be(MassPaymentState.Paid);
        (await host.Books.AllAsync<PaymentOrder>()).Select(o => o.SupplierId).Should().HaveCount(3).And.OnlyHaveUniqueItems();
        (await host.Books.AllAsync<Domain.Treasury.Check>()).Should().HaveCount(givesFunds ? 2 : 0);
        await BooksCheck.AssertAsync(host.Books);
    }

    [Fact]
    public async Task Start_NothingMatches_EndsAndRecordsNothing()
    {
        await using var host = await ProcessHost.CreateAsync();

        var instance = await host.StartAsync("mass-payment", Clone(AllInvoices));

        (await host.InstanceAsync(instance)).Summary.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        (await host.Books.AllAsync<MassPayment>()).Should().BeEmpty();
    }

    internal static async Task<List<Paper>> ThreeSuppliersAsync(PaymentBooks books) =>
    [
        await books.InvoiceAsync(await books.SupplierAsync("A"), 10_000, 20_000),
        await books.InvoiceAsync(await books.SupplierAsync("B"), 33_333),
        await books.InvoiceAsync(await books.SupplierAsync("C"), 5_000),
    ];

    private static JsonObject Clone(JsonObject input) => (JsonObject)input.DeepClone();
}
