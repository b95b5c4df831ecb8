using Ledger.Domain.Accounting;
using Ledger.Domain.Suppliers;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Treasury;

/// <summary>Keeps the treasury accounts.</summary>
public sealed class TreasuryAccounts(LedgerSession session)
{
    /// <summary>Adds a treasury account.</summary>
    /// <exception cref="DomainException">A value is not valid, the code is taken, or the ledger account does not exist or is a heading.</exception>
    public async Task<TreasuryAccount> AddAsync(TreasuryAccountData data)
    {
        var account = new TreasuryAccount
        {
            Id = session.NewId(),
            CompanyId = session.CompanyId,
            Code = Checks.Text(data.Code, ColumnSizes.Code, "code"),
            Name = Checks.Text(data.Name, ColumnSizes.Name, "name"),
            Kind = data.Kind,
            Currency = Checks.Currency(data.Currency),
            UsesDeferredChecks = data.UsesDeferredChecks,
            AccountId = data.AccountId,
            BankCode = Checks.Optional(data.BankCode, ColumnSizes.Code, "bankCode"),
            Number = data.Number is { Length: > 0 } number ? BankAccountNumber.Normalize(number) : null,
        };
        if (data.UsesDeferredChecks && data.Kind != TreasuryAccountKind.Bank)
        {
            throw new DomainException("treasury-account.checks", "Only a bank account has checks.") { Field = "usesDeferredChecks" };
        }

        if (await session.Db.Set<TreasuryAccount>().AnyAsync(a => a.Code == account.Code))
        {
            throw Checks.CodeTaken(account.Code);
        }

        if (!await session.Db.Set<Account>().AnyAsync(a => a.Id == data.AccountId && a.IsPostable))
        {
            throw Checks.NotFound("account", data.AccountId);
        }

        session.Db.Add(account);
        await session.SaveAsync();
        session.Audit("treasury-account.created", "treasury-account", account.Code, data);
        return account;
    }

    /// <summary>A treasury account by its key.</summary>
    /// <exception cref="DomainException">There is none.</exception>
    public async Task<TreasuryAccount> FindAsync(long accountId) =>
        await session.Db.Set<TreasuryAccount>().SingleOrDefaultAsync(a => a.Id == accountId) ?? throw Checks.NotFound("treasury-account", accountId);
}
