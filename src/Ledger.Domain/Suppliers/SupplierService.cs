using System.Globalization;
using Ledger.Domain.Accounting;
using Ledger.Domain.Parameters;
using Ledger.Domain.Treasury;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Suppliers;

/// <summary>Keeps the suppliers.</summary>
public sealed class SupplierService(LedgerSession session)
{
    private const int TermDaysMax = 3650;

    /// <summary>Creates a supplier.</summary>
    /// <exception cref="DomainException">A value is not valid, the code or tax id is taken, or an account does not exist.</exception>
    public async Task<Supplier> CreateAsync(SupplierData data)
    {
        var rut = Rut.Parse(data.Rut).ToString();
        if (await session.Db.Set<Supplier>().AnyAsync(s => s.Rut == rut))
        {
            throw Checks.CodeTaken(rut, "rut");
        }

        var code = Checks.Optional(data.Code, ColumnSizes.Code, "code");
        if (code is not null && await session.Db.Set<Supplier>().AnyAsync(s => s.Code == code))
        {
            throw Checks.CodeTaken(code);
        }

        await CheckAsync(data);
        var supplier = new Supplier
        {
            Id = session.NewId(),
            CompanyId = session.CompanyId,
            Code = code ?? await NextCodeAsync(session),
            Rut = rut,
            Name = string.Empty,
            CreatedAt = session.Now,
        };
        Apply(supplier, data);
        session.Db.Add(supplier);
        await session.SaveAsync();
        session.Audit("supplier.created", "supplier", supplier.Code, data with { Rut = rut });
        return supplier;
    }

    /// <summary>Replaces what is known of a supplier; code and tax id stay.</summary>
    /// <exception cref="DomainException">There is no such supplier, or a value is not valid.</exception>
    public async Task<Supplier> ChangeAsync(long supplierId, SupplierData data)
    {
        var supplier = await FindAsync(supplierId);
        await CheckAsync(data);
        var before = Describe(supplier);
        Apply(supplier, data);
        await session.SaveAsync();
        session.Audit("supplier.changed", "supplier", supplier.Code, new { before, after = Describe(supplier) });
        return supplier;
    }

    /// <summary>A supplier by its key.</summary>
    /// <exception cref="DomainException">There is none.</exception>
    public async Task<Supplier> FindAsync(long supplierId) =>
        await session.Db.Set<Supplier>().SingleOrDefaultAsync(s => s.Id == supplierId) ?? throw Checks.NotFound("supplier", supplierId);

    /// <summary>The next code of the series that new suppliers take: six digits. Codes that people typed are passed over.</summary>
    internal static async Task<string> NextCodeAsync(LedgerSession session)
    {
        var numbers = new NumberSequences(session);
        while (true)
        {
            var number = await numbers.TakeAsync(NumberSequences.Suppliers);
            var code = number.ToString("000000", CultureInfo.InvariantCulture);
            var taken = await session.Transaction.QueryFirstAsync(
                "select 1 from suppliers where company_id = $1 and code = $2", row => row.GetInt32(0), session.CompanyId, code);
            if (taken == 0)
            {
                return code;
            }
        }
    }

    private async Task CheckAsync(SupplierData data)
    {
        Checks.Text(data.Name, ColumnSizes.Name, "name");
        Checks.Optional(data.Email, ColumnSizes.UserName, "email");
        if (data.ForeignCurrencyClause)
        {
            Checks.Currency(data.Currency ?? string.Empty);
        }

        if (data.PaymentTermDays is < 0 or > TermDaysMax)
        {
            throw new DomainException("supplier.payment-term", "Payment terms are 0 to 3650 days.", TermDaysMax) { Field = "paymentTermDays" };
        }

        if (data.BankAccountNumber is { Length: > 0 } number)
        {
            BankAccountNumber.Normalize(number);
            Checks.Text(data.BankCode, ColumnSizes.Code, "bankCode");
        }

        if (data.BankAccountHolderRut is { Length: > 0 } holder)
        {
            Rut.Parse(holder, "bankAccountHolderRut");
        }

        await CheckAccountsAsync(data);
    }

    private async Task CheckAccountsAsync(SupplierData data)
    {
        if (data.AccountId is { } account && !await session.Db.Set<Account>().AnyAsync(a => a.Id == account && a.IsPostable))
        {
            throw new DomainException("supplier.unknown-account", $"No postable account has the key {account}.") { Field = "accountId" };
        }

        foreach (var (id, field) in new[] { (data.UsualPaymentAccountId, "usualPaymentAccountId"), (data.DebitAccountId, "debitAccountId") })
        {
            if (id is { } treasury && !await session.Db.Set<TreasuryAccount>().AnyAsync(a => a.Id == treasury))
            {
                throw new DomainException("supplier.unknown-account", $"No treasury account has the key {treasury}.") { Field = field };
            }
        }
    }

    private static void Apply(Supplier supplier, SupplierData data)
    {
        supplier.Name = data.Name.Trim();
        supplier.Email = Checks.Optional(data.Email, ColumnSizes.UserName, "email");
        supplier.EnabledForMassPayments = data.EnabledForMassPayments;
        supplier.UsualPaymentAccountId = data.UsualPaymentAccountId;
        supplier.UsuallyPaysByCheck = data.UsuallyPaysByCheck;
        supplier.DebitAccountId = data.DebitAccountId;
        supplier.AccountId = data.AccountId;
        supplier.ForeignCurrencyClause = data.ForeignCurrencyClause;
        supplier.Currency = data.ForeignCurrencyClause ? data.Currency : null;
        supplier.PaymentTermDays = data.PaymentTermDays;
        supplier.BankCode = Checks.Optional(data.BankCode, ColumnSizes.Code, "bankCode");
        supplier.BankAccountNumber = data.BankAccountNumber is { Length: > 0 } number ? BankAccountNumber.Normalize(number) : null;
        supplier.BankAccountKind = data.BankAccountKind;
        supplier.BankAccountHolderRut = data.BankAccountHolderRut is { Length: > 0 } holder ? Rut.Parse(holder).ToString() : null;
        supplier.IsOccasional = data.IsOccasional;
    }

    private static SupplierData Describe(Supplier supplier) => new(supplier.Rut, supplier.Name)
    {
        Code = supplier.Code,
        Email = supplier.Email,
        EnabledForMassPayments = supplier.EnabledForMassPayments,
        UsualPaymentAccountId = supplier.UsualPaymentAccountId,
        UsuallyPaysByCheck = supplier.UsuallyPaysByCheck,
        DebitAccountId = supplier.DebitAccountId,
        AccountId = supplier.AccountId,
        ForeignCurrencyClause = supplier.ForeignCurrencyClause,
        Currency = supplier.Currency,
        PaymentTermDays = supplier.PaymentTermDays,
        BankCode = supplier.BankCode,
        BankAccountNumber = supplier.BankAccountNumber,
        BankAccountKind = supplier.BankAccountKind,
        BankAccountHolderRut = supplier.BankAccountHolderRut,
        IsOccasional = supplier.IsOccasional,
    };
}
