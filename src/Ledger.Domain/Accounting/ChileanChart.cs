using Ledger.Domain.Parameters;

namespace Ledger.Domain.Accounting;

/// <summary>A small Chilean chart with what payments need, for new companies.</summary>
public static class ChileanChart
{
    /// <summary>The account of cash in hand.</summary>
    public const string Cash = "1.1.01.001";

    /// <summary>The account of the bank.</summary>
    public const string Bank = "1.1.01.002";

    /// <summary>The account of the bank in dollars.</summary>
    public const string BankForeign = "1.1.01.003";

    /// <summary>The account of VAT credit.</summary>
    public const string VatCredit = "1.1.05.001";

    /// <summary>The account of debts to suppliers.</summary>
    public const string Payables = "2.1.02.001";

    /// <summary>The account of other means of payment (transfers in transit).</summary>
    public const string PaymentsInTransit = "2.1.02.009";

    /// <summary>The account of general expenses.</summary>
    public const string Expenses = "4.2.01.001";

    /// <summary>The account of rounding and exchange losses.</summary>
    public const string RoundingLoss = "4.9.01.001";

    /// <summary>The account of rounding and exchange gains.</summary>
    public const string RoundingGain = "5.9.01.001";

    private static readonly (string Code, string Name, AccountNature Nature, bool IsPostable)[] Accounts =
    [
        ("1", "Activo", AccountNature.Asset, false),
        ("1.1", "Activo corriente", AccountNature.Asset, false),
        ("1.1.01", "Efectivo y equivalentes", AccountNature.Asset, false),
        (Cash, "Caja", AccountNature.Asset, true),
        (Bank, "Banco moneda corriente", AccountNature.Asset, true),
        (BankForeign, "Banco moneda extranjera", AccountNature.Asset, true),
        ("1.1.05", "Impuestos por recuperar", AccountNature.Asset, false),
        (VatCredit, "IVA crédito fiscal", AccountNature.Asset, true),
        ("1.2", "Activo no corriente", AccountNature.Asset, false),
        ("1.2.01.001", "Propiedades, planta y equipo", AccountNature.Asset, true),
        ("2", "Pasivo", AccountNature.Liability, false),
        ("2.1", "Pasivo corriente", AccountNature.Liability, false),
        ("2.1.02", "Cuentas por pagar", AccountNature.Liability, false),
        (Payables, "Proveedores", AccountNature.Liability, true),
        (PaymentsInTransit, "Pagos en tránsito", AccountNature.Liability, true),
        ("2.1.05.001", "IVA débito fiscal", AccountNature.Liability, true),
        ("3", "Patrimonio", AccountNature.Equity, false),
        ("3.1.01.001", "Capital", AccountNature.Equity, true),
        ("3.1.02.001", "Resultados acumulados", AccountNature.Equity, true),
        ("4", "Gastos", AccountNature.Expense, false),
        (Expenses, "Gastos generales", AccountNature.Expense, true),
        ("4.2.01.002", "Compras de mercaderías", AccountNature.Expense, true),
        (RoundingLoss, "Diferencias de redondeo y cambio (pérdida)", AccountNature.Expense, true),
        ("5", "Ingresos", AccountNature.Income, false),
        ("5.1.01.001", "Ventas", AccountNature.Income, true),
        (RoundingGain, "Diferencias de redondeo y cambio (ganancia)", AccountNature.Income, true),
    ];

    /// <summary>Adds the chart and the template of payments.</summary>
    public static async Task CreateAsync(LedgerSession session)
    {
        var chart = new ChartOfAccounts(session);
        var accounts = new Dictionary<string, Account>(StringComparer.Ordinal);
        foreach (var (code, name, nature, isPostable) in Accounts)
        {
            accounts[code] = await chart.AddAsync(code, name, nature, isPostable);
        }

        await chart.AddTemplateAsync(
            new AccountingParameters().PaymentTemplateCode,
            "Pago a proveedores",
            [
                new NewTemplateLine(PostingRole.SupplierPayable, EntrySide.Debit, accounts[Payables].Id, "Pago a proveedor"),
                new NewTemplateLine(PostingRole.Treasury, EntrySide.Credit, null, "Egreso de fondos"),
                new NewTemplateLine(PostingRole.RoundingLoss, EntrySide.Debit, accounts[RoundingLoss].Id, "Diferencia de redondeo"),
                new NewTemplateLine(PostingRole.RoundingGain, EntrySide.Credit, accounts[RoundingGain].Id, "Diferencia de redondeo"),
            ]);
    }
}
