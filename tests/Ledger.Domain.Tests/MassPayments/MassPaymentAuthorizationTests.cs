using Ledger.Domain.MassPayments;
using Ledger.Foundation;
using Ledger.Foundation.Auditing;

namespace Ledger.Domain.Tests.MassPayments;

[Trait("row", "P6")]
public sealed class MassPaymentAuthorizationTests
{
    [Fact]
    public async Task AuthorizeAsync_ByAnotherPerson_IsAuthorizedByThemToday()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var payment = await books.EnterAsync((await books.InvoiceAsync(await books.SupplierAsync("P1"), 10)).Only);

        var authorized = await books.AuthorizeAsync(payment);

        authorized.Should().BeEquivalentTo(new { State = MassPaymentState.Authorized, AuthorizedByName = "beto", AuthorizedByUserId = 12L, AuthorizedOn = PaymentBooks.Today });
        var withdrawn = await books.DoAsync(books.Ana, s => new MassPaymentAuthorization(s).WithdrawAsync(payment.Id, authorized.Revision));
        withdrawn.Should().BeEquivalentTo(new { State = MassPaymentState.Entered, AuthorizedByName = (string?)null, AuthorizedOn = (DateOnly?)null });
    }

    [Fact]
    [Trait("row", "W6")]
    public async Task AuthorizeAsync_ByWhoEnteredOrAddedDocuments_IsRefused()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var invoice = await books.InvoiceAsync(await books.SupplierAsync("P1"), 10, 20);
        var payment = await books.EnterAsync(invoice.Installments[0]);

        await books.RefusedAsync(books.Ana, s => new MassPaymentAuthorization(s).AuthorizeAsync(payment.Id, null), MassPaymentCodes.AuthorizerEntered);
        await books.RefusedAsync(Actor.System(PaymentBooks.CompanyId), s => new MassPaymentAuthorization(s).AuthorizeAsync(payment.Id, null), MassPaymentCodes.AuthorizerNotPerson);
        await books.DoAsync(books.Beto, s => new MassPaymentEntry(s).ModifyAsync(
            payment.Id, new MassPaymentChange { Add = new PayableSelection { InstallmentIds = [invoice.Installments[1]] } }, null));
        await books.RefusedAsync(books.Beto, s => new MassPaymentAuthorization(s).AuthorizeAsync(payment.Id, null), MassPaymentCodes.AuthorizerEntered);
        (await books.DoAsync(new Actor(PaymentBooks.CompanyId, 13, "caro"), s => new MassPaymentAuthorization(s).AuthorizeAsync(payment.Id, null)))
            .AuthorizedByName.Should().Be("caro");
    }

    [Fact]
    public async Task AuthorizeAsync_WrongStateStaleOrParameterOff_IsRefused()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var payment = await books.EnterAsync((await books.InvoiceAsync(await books.SupplierAsync("P1"), 10)).Only);
        Task Authorize(LedgerSession s, int? revision = null) => new MassPaymentAuthorization(s).AuthorizeAsync(payment.Id, revision);
        Task Withdraw(LedgerSession s, int? revision = null) => new MassPaymentAuthorization(s).WithdrawAsync(payment.Id, revision);

        await books.RefusedAsync(books.Beto, s => Withdraw(s), MassPaymentCodes.WithdrawState);
        await books.RefusedAsync(books.Beto, s => Authorize(s, payment.Revision + 1), MassPaymentCodes.ChangedMeanwhile);
        await books.AuthorizeAsync(payment);
        await books.RefusedAsync(books.Beto, s => Authorize(s), MassPaymentCodes.AuthorizeState);
        await books.RefusedAsync(books.Beto, s => Withdraw(s, payment.Revision), MassPaymentCodes.ChangedMeanwhile);
        await books.ParametersAsync(p => p with { AuthorizesMassPayments = false });
        await books.RefusedAsync(books.Beto, s => Authorize(s), MassPaymentCodes.AuthorizationOff);
        await books.RefusedAsync(books.Beto, s => Withdraw(s), MassPaymentCodes.AuthorizationOff);
    }

    [Fact]
    [Trait("row", "W14")]
    public async Task EveryMove_IsInTheAuditTrailWithWhoDidIt()
    {
        await using var books = await PaymentBooks.CreateAsync();
        var payment = await books.AuthorizedAsync((await books.InvoiceAsync(await books.SupplierAsync("P1"), 10)).Only);
        await books.PayAsync(payment);
        await books.AnnulAsync(payment);
        await books.DoAsync(books.Beto, s => new MassPaymentDeletion(s).DeleteAsync(payment.Id, null));

        var trail = await books.Database.QueryAsync(
            "select action, user_name from audit_entries where subject_type = 'MassPayment' order by sequence", row => (row.GetString(0), row.GetString(1)));
        trail.Should().Equal(
            ("mass-payment.entered", "ana"), ("mass-payment.authorized", "beto"), ("mass-payment.generation-prepared", "ana"), ("mass-payment.paid", "ana"),
            ("mass-payment.annulment-begun", "ana"), ("mass-payment.annulled", "ana"), ("mass-payment.deleted", "beto"));
        (await AuditVerifier.VerifyAsync(books.Database)).Should().OnlyContain(v => v.Break == null);
    }
}
