using Ledger.Domain.Companies;
using Ledger.Domain.ExchangeRates;
using Ledger.Domain.Parameters;
using Ledger.Domain.Suppliers;
using Ledger.Domain.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Tests.Companies;

/// <summary>What an administrator needs to set a company up; each change is audited (W14).</summary>
public sealed class CompanySetupTests
{
    [Fact]
    public async Task Branches_HeadOffice_IsAlwaysOne()
    {
        await using var books = await LedgerBooks.OpenAsync();
        var branch = await books.WriteAsync(session => new CompanyService(session).AddBranchAsync(2, "Sur"));

        await books.WriteAsync(session => new CompanyService(session).MoveHeadOfficeAsync(branch.Id));

        (await books.ReadAsync(db => db.Set<Branch>().Where(b => b.IsHeadOffice).SingleAsync())).Code.Should().Be(2);
        Func<Task> second = () => books.WriteAsync(session => session.Transaction.ExecuteAsync("update branches set is_head_office = true"));
        await second.Should().ThrowAsync<System.Data.Common.DbException>("the database allows one");
        (await books.AuditAsync()).Should().Contain(["branch.created", "branch.head-office"]);
    }

    [Fact]
    public async Task Users_CreatedWithRolesAndKeys_CanBeFoundAndSignIn()
    {
        await using var books = await LedgerBooks.OpenAsync();

        var (user, key) = await books.WriteAsync(async session =>
        {
            var users = new UserService(session);
            var user = await users.CreateAsync(new NewUser("berta", "Berta", "berta@example.com", "una clave muy larga"));
            await users.GrantAsync(user.Id, Role.Approver);
            return (user, await users.IssueApiKeyAsync(user.Id, "script"));
        });

        new PasswordHasher<LedgerUser>().VerifyHashedPassword(user, user.PasswordHash!, "una clave muy larga").Should().Be(PasswordVerificationResult.Success);
        (await books.ReadAsync(db => UserService.RolesOfAsync(db, user.Id))).Should().ContainSingle(r => r.Role == Role.Approver && r.CompanyId == books.CompanyId);
        (await books.ReadAsync(db => UserService.FindApiKeyAsync(db, key.Text)))!.UserId.Should().Be(user.Id);
        await books.WriteAsync(session => new UserService(session).RevokeApiKeyAsync(key.Id));
        (await books.ReadAsync(db => UserService.FindApiKeyAsync(db, key.Text))).Should().BeNull();
        Func<Task> weak = () => books.WriteAsync(session => new UserService(session).SetPasswordAsync(user.Id, "berta-berta-berta"));
        await weak.ShouldRefuseAsync("user.password");
        (await books.AuditAsync()).Should().Contain(["user.created", "user.role-granted", "api-key.issued", "api-key.revoked"]);
    }

    [Fact]
    public async Task Users_ManagedByIdentity_AreTheSameRows()
    {
        await using var books = await LedgerBooks.OpenAsync();
        await books.WriteAsync(session => new UserService(session).CreateAsync(new NewUser("berta", "Berta", "b@example.com", "una clave muy larga")));

        await books.WriteAsync(async session =>
        {
            using var store = new Microsoft.AspNetCore.Identity.EntityFrameworkCore.UserOnlyStore<LedgerUser, LedgerDb, long>(session.Db);
            var user = (await store.FindByNameAsync("BERTA"))!;
            await store.IncrementAccessFailedCountAsync(user);
            await store.AddClaimsAsync(user, [new("scope", "all")]);
            await store.UpdateAsync(user);
        });

        (await books.ReadAsync(db => db.Set<LedgerUser>().SingleAsync())).AccessFailedCount.Should().Be(1);
    }

    [Fact]
    public async Task Parameters_Changed_AreAuditedWithBeforeAndAfter()
    {
        await using var books = await LedgerBooks.OpenAsync();

        await books.WriteAsync(session => new ParameterService(session).SetAsync(new PurchasingParameters { PaymentTermDays = 45 }));

        (await books.ReadAsync(ParameterService.ReadAsync<PurchasingParameters>)).PaymentTermDays.Should().Be(45);
        var detail = (await books.Database.QueryAsync(
            "select detail from audit_entries where action = 'parameters.changed' order by sequence desc limit 1", row => row.GetString(0)))[0];
        detail.Should().Contain("\"paymentTermDays\":30").And.Contain("\"paymentTermDays\":45");
        Func<Task> wrong = () => books.WriteAsync(session => new ParameterService(session).SetAsync(new PurchasingParameters { PaymentTermDays = -1 }));
        (await wrong.ShouldRefuseAsync("parameters.invalid")).Field.Should().Be("paymentTermDays");
    }

    [Fact]
    public async Task Suppliers_ChangedAndRefused_SayWhy()
    {
        await using var books = await LedgerBooks.OpenAsync();
        var supplier = await books.SupplierAsync();

        await books.WriteAsync(session => new SupplierService(session).ChangeAsync(supplier.Id, new SupplierData(supplier.Rut, "Nuevo nombre")
        {
            BankCode = "012",
            BankAccountNumber = "00-123 456",
            EnabledForMassPayments = false,
            ForeignCurrencyClause = true,
            Currency = "USD",
        }));

        (await books.ReadAsync(db => db.Set<Supplier>().SingleAsync())).Should().BeEquivalentTo(new
        {
            Name = "Nuevo nombre",
            BankAccountNumber = "00123456",
            EnabledForMassPayments = false,
            Currency = "USD",
            Revision = 1,
        });
        Func<Task> twice = () => books.SupplierAsync();
        await twice.ShouldRefuseAsync("field.taken");
        Func<Task> wrong = () => books.SupplierAsync("12345678-6");
        await wrong.ShouldRefuseAsync("rut.invalid");
        (await books.AuditAsync()).Should().Contain(["supplier.created", "supplier.changed"]);
    }

    [Fact]
    public async Task ExchangeRates_DayWithoutRate_TakesTheLastBefore()
    {
        await using var books = await LedgerBooks.OpenAsync();

        await books.WriteAsync(session => new ExchangeRateService(session).SetAsync("USD", new DateOnly(2026, 6, 1), 937.123456m));

        (await books.ReadAsync(db => ExchangeRateService.FindAsync(db, "USD", new DateOnly(2026, 6, 10)))).Should().Be(937.123456m);
        (await books.ReadAsync(db => ExchangeRateService.FindAsync(db, "USD", new DateOnly(2026, 5, 31)))).Should().BeNull();
    }

    [Fact]
    public async Task NumberSequences_WorkUndone_GivesItsNumberToTheNext()
    {
        await using var books = await LedgerBooks.OpenAsync();
        Func<Task> undone = () => books.WriteAsync(async session =>
        {
            await new NumberSequences(session).TakeAsync("x", 3);
            throw new InvalidOperationException();
        });

        await undone.Should().ThrowAsync<InvalidOperationException>();

        (await books.WriteAsync(session => new NumberSequences(session).TakeAsync("x"))).Should().Be(1);
        (await books.WriteAsync(session => new NumberSequences(session).PeekAsync("x"))).Should().Be(2);
    }
}
