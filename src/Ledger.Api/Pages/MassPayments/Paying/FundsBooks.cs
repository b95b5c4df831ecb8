using Ledger.Domain;
using Ledger.Domain.Companies;
using Ledger.Domain.MassPayments;
using Ledger.Domain.Parameters;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.Suppliers;
using Ledger.Domain.Treasury;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Pages.MassPayments.Paying;

/// <summary>What funds are chosen from: accounts, checkbooks, classifications, and whether they may be edited at all (features.md P7).</summary>
/// <param name="Purchasing">The parameters.</param>
/// <param name="LocalCurrency">The company's currency.</param>
/// <param name="Accounts">All treasury accounts by code.</param>
/// <param name="Checkbooks">All checkbooks by their first number.</param>
/// <param name="Classifications">Classifications by code.</param>
public sealed record FundsBooks(
    PurchasingParameters Purchasing, string LocalCurrency, IReadOnlyList<TreasuryAccount> Accounts, IReadOnlyList<Checkbook> Checkbooks,
    IReadOnlyList<Classification> Classifications)
{
    /// <summary>True when a person may say with which funds is paid.</summary>
    public bool IsEditable => Purchasing is { HasTreasury: true, EditsTreasuryData: true };

    /// <summary>Accounts that may pay: of kind bank or other.</summary>
    public IEnumerable<TreasuryAccount> Paying => Accounts.Where(a => a.Kind is TreasuryAccountKind.Bank or TreasuryAccountKind.Other);

    /// <summary>Accounts that may be charged: of kind other.</summary>
    public IEnumerable<TreasuryAccount> Charged => Accounts.Where(a => a.Kind == TreasuryAccountKind.Other);

    /// <summary>An account by its key.</summary>
    public TreasuryAccount? Account(long? id) => Accounts.FirstOrDefault(a => a.Id == id);

    /// <summary>A checkbook by its key.</summary>
    public Checkbook? Checkbook(long? id) => Checkbooks.FirstOrDefault(c => c.Id == id);

    /// <summary>Reads them.</summary>
    internal static async Task<FundsBooks> ReadAsync(LedgerDb db) => new(
        await ParameterService.ReadAsync<PurchasingParameters>(db),
        await db.Set<Company>().Where(c => c.Id == db.CompanyId).Select(c => c.LocalCurrency).SingleAsync(),
        await db.Set<TreasuryAccount>().OrderBy(a => a.Code).ToListAsync(),
        await db.Set<Checkbook>().OrderBy(c => c.FirstNumber).ToListAsync(),
        await db.Set<Classification>().OrderBy(c => c.Code).ToListAsync());
}
