namespace Ledger.Domain.Documents;

/// <summary>Invented data for each template: what a preview shows, and what a template must go with before it is kept.</summary>
internal static class TemplateSamples
{
    private static readonly DateOnly Day = new(2026, 6, 15);
    private static readonly object Company = new { name = "Comercial Andes SpA", rut = "76192083-9" };

    public static readonly IReadOnlyList<object> MassPayment =
    [
        new
        {
            company = Company, number = 128L, stateKey = "state.Paid", currency = "CLP", exchangeRate = 1m, entryDate = Day, estimatedPaymentDate = Day.AddDays(5),
            itemCount = 2, enteredBy = "Ana Rojas", authorizedBy = "Beto Díaz", authorizedOn = Day.AddDays(1), paidBy = "Ana Rojas", paidOn = Day.AddDays(5),
            remarks = "Pagos de la quincena", isHeadOffice = true, localCurrency = "CLP", foreignCurrency = "USD", totalLocal = 1_785_000m, totalUnits = 1_912.50m,
            items = new[]
            {
                new
                {
                    branch = 1, supplierCode = "P-0042", supplierName = "Maderas & Muebles Ñuble Ltda.", kindKey = "kind.Invoice", document = "FE 1045",
                    dueDate = Day.AddDays(3), currency = "CLP", local = 1_190_000m, units = 1_275m, remark = "",
                },
                new
                {
                    branch = 2, supplierCode = "P-0007", supplierName = "Transportes del Sur S.A.", kindKey = "kind.DebitNote", document = "ND 31",
                    dueDate = Day.AddDays(4), currency = "CLP", local = 595_000m, units = 637.50m, remark = "Orden de pago 77 desimputada y anulada",
                },
            },
        },
    ];

    public static readonly IReadOnlyList<object> PaymentOrder =
    [
        new
        {
            company = Company, number = 345L, isAnnulled = false, massPaymentNumber = 128L, supplierCode = "P-0042", supplierName = "Maderas & Muebles Ñuble Ltda.",
            supplierRut = "12345678-5", date = Day, currency = "CLP", exchangeRate = 1m, amount = 1_190_000m, fundsAccount = "Banco de Chile", checkNumber = 1001L,
            checkDueDate = Day.AddDays(30),
            items = new[] { new { kindKey = "kind.Invoice", document = "FE 1045", dueDate = Day.AddDays(3), currency = "CLP", amount = 1_190_000m } },
        },
    ];

    public static readonly IReadOnlyList<object> Check =
    [
        new
        {
            company = Company, account = "Banco de Chile", checkbook = "Chequera 1", number = 1001L, amount = 1_190_000m, currency = "CLP",
            dueDate = Day.AddDays(30), supplierName = "Maderas & Muebles Ñuble Ltda.",
        },
    ];

    public static readonly IReadOnlyList<object> UnmetAtBranch = [UnmetMail("Caja 2"), UnmetMail(string.Empty)];

    public static readonly IReadOnlyList<object> PendingAtHeadOffice = [PendingMail("Caja 2"), PendingMail(string.Empty)];

    private static object UnmetMail(string workstation) => new
    {
        company = Company,
        branchCode = 2,
        branchName = "Sucursal Viña del Mar",
        documentType = 33,
        workstation,
        reasonKey = "folioReason.NearToFinish",
        since = Day,
        days = 3,
        requestKey = "2-33-20260612",
    };

    private static object PendingMail(string workstation) => new
    {
        company = Company,
        branchCode = 2,
        branchName = "Sucursal Viña del Mar",
        documentType = 33,
        workstation,
        reasonKey = "folioReason.NearToFinish",
        since = Day,
        days = 3,
        requestKey = "2-33-20260612",
        obstacle = "No hay folios disponibles para asignar.",
    };
}
