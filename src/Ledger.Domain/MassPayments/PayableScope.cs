namespace Ledger.Domain.MassPayments;

/// <summary>What decides which documents may be paid and how their amounts are restated, besides the filter.</summary>
/// <param name="CompanyId">The company.</param>
/// <param name="LocalCurrency">The currency of its books.</param>
/// <param name="ForeignCurrency">Its foreign accounting currency, in which units are expressed.</param>
/// <param name="ExchangeRate">Units of local currency for one unit of the foreign accounting currency, as the payment has it.</param>
/// <param name="IsHeadOffice">True when the installation is the head office, where branches may be chosen.</param>
/// <param name="RequiresAuthorization">The parameter 'requires authorisation for payment'.</param>
/// <param name="AllowsDifferences">The parameter 'allows paying documents with differences'.</param>
public sealed record PayableScope(
    long CompanyId,
    string LocalCurrency,
    string ForeignCurrency,
    decimal ExchangeRate,
    bool IsHeadOffice,
    bool RequiresAuthorization,
    bool AllowsDifferences);
