using Ledger.Domain.PurchaseDocuments;

namespace Ledger.Domain.SupplierAccounts;

/// <summary>A payment order or note with an amount not yet allocated, behind one face.</summary>
internal sealed record OnAccount(AllocationSource Kind, PaymentOrder? Order, PurchaseDocument? Note, Installment? NoteInstallment)
{
    public long Id => Order?.Id ?? Note!.Id;

    public long Number => Order?.Number ?? Note!.Number;

    public long SupplierId => Order?.SupplierId ?? Note!.SupplierId;

    public string Currency => Order?.Currency ?? Note!.Currency;

    public decimal ExchangeRate => Order?.ExchangeRate ?? Note!.ExchangeRate;

    public decimal Amount => Order?.OnAccount ?? Note!.OpenAmount;

    public bool IsAnnulled => Order?.State == PaymentOrderState.Annulled || Note?.State == DocumentState.Annulled;

    public void Use(decimal amount)
    {
        if (Order is not null)
        {
            Order.OnAccount -= amount;
            return;
        }

        Note!.Apply(amount);
        NoteInstallment?.Apply(amount);
    }

    /// <summary>What an amount in another currency is of this one's, at its own rate.</summary>
    public decimal InOwn(decimal amount, string currency, string localCurrency)
    {
        if (currency == Currency)
        {
            return amount;
        }

        if (ExchangeRate == 1m || (currency != localCurrency && Currency != localCurrency))
        {
            throw new DomainException("allocation.currency", $"{Number} is in {Currency} without a rate for {currency}.", Number, Currency, currency);
        }

        return Currencies.Round(currency == localCurrency ? amount / ExchangeRate : amount * ExchangeRate, Currency);
    }

    /// <summary>What this one's amount is in another currency, at its own rate.</summary>
    public decimal AmountIn(string currency, string localCurrency)
    {
        if (currency == Currency)
        {
            return Amount;
        }

        return ExchangeRate == 1m
            ? throw new DomainException("allocation.currency", $"{Number} is in {Currency} without a rate for {currency}.", Number, Currency, currency)
            : Currencies.Round(Currency == localCurrency ? Amount / ExchangeRate : Amount * ExchangeRate, currency);
    }
}
