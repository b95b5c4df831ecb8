using Ledger.Domain.Companies;
using Ledger.Domain.Parameters;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.MassPayments;

/// <summary>The company and the parameters that mass payments go by, read once an operation.</summary>
internal sealed record MassPaymentRules(
    Company Company, PurchasingParameters Purchasing, TreasuryParameters Treasury, AccountingParameters Accounting)
{
    public static async Task<MassPaymentRules> LoadAsync(LedgerDb db)
    {
        var company = await db.Set<Company>().AsNoTracking().SingleAsync(c => c.Id == db.CompanyId);
        return new MassPaymentRules(
            company,
            await ParameterService.ReadAsync<PurchasingParameters>(db),
            await ParameterService.ReadAsync<TreasuryParameters>(db),
            await ParameterService.ReadAsync<AccountingParameters>(db));
    }

    public PayableScope Scope(decimal exchangeRate) => new(
        Company.Id, Company.LocalCurrency, Company.ForeignCurrency, exchangeRate, Company.IsHeadOfficeInstallation,
        Purchasing.RequiresPaymentAuthorization, Purchasing.AllowsPayingDocumentsWithDifferences);
}
