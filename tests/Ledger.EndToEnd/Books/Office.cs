using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.EndToEnd.Clients;
using Ledger.EndToEnd.Servers;

namespace Ledger.EndToEnd.Books;

/// <summary>
/// A company at work, set up as its administrator would: by the command line and the HTTP API, with a person for each role,
/// treasury accounts with a checkbook, suppliers and purchase documents.
/// </summary>
internal sealed class Office : IDisposable
{
    private const string Password = "correct horse battery";
    private const string CompanyRut = "76192083-9";
    private const int AtOnce = 16;
    private readonly ServerProcess _server;

    private Office(ServerProcess server) => _server = server;

    /// <summary>The server it works on.</summary>
    public ServerProcess Server => _server;

    public LedgerClient Administrator { get; private set; } = null!;

    public LedgerClient Owner { get; private set; } = null!;

    public LedgerClient Operator { get; private set; } = null!;

    public LedgerClient Approver { get; private set; } = null!;

    public LedgerClient Approver2 { get; private set; } = null!;

    public LedgerClient Auditor { get; private set; } = null!;

    public long BranchId { get; private set; }

    /// <summary>The bank account of local currency.</summary>
    public long BankId { get; private set; }

    /// <summary>The account of kind other that payments are charged against.</summary>
    public long DebitAccountId { get; private set; }

    public long CheckbookId { get; private set; }

    /// <summary>The suppliers' keys by code.</summary>
    public SortedDictionary<string, long> Suppliers { get; } = new(StringComparer.Ordinal);

    /// <summary>Starts the server on an empty folder and sets the company up.</summary>
    public static async Task<Office> OpenAsync(ServerProcess server)
    {
        var office = new Office(server);
        var (code, output, errors) = await server.CommandAsync("setup", CompanyRut, "Prueba SpA", "admin", "--json");
        code.Should().Be(0, "ledger setup makes the company: {0}", errors);
        var adminPassword = JsonNode.Parse(output)!["password"]!.GetValue<string>();
        await server.StartAsync();
        office.Administrator = await LedgerClient.SignInAsync(server.Address, "admin", adminPassword);
        office.Owner = await office.HireAsync("olga", "ProcessOwner");
        office.Operator = await office.HireAsync("pedro", "Operator");
        office.Approver = await office.HireAsync("ana", "Approver");
        office.Approver2 = await office.HireAsync("aldo", "Approver");
        office.Auditor = await office.HireAsync("irene", "Auditor");
        await office.OpenTreasuryAsync();
        return office;
    }

    /// <summary>Everybody goes on at another node.</summary>
    public void MoveTo(ServerProcess node)
    {
        Administrator = Administrator.At(node.Address);
        Owner = Owner.At(node.Address);
        Operator = Operator.At(node.Address);
        Approver = Approver.At(node.Address);
        Approver2 = Approver2.At(node.Address);
        Auditor = Auditor.At(node.Address);
    }

    /// <summary>Adds suppliers with codes 1 … n; every third is usually paid by check.</summary>
    public async Task AddSuppliersAsync(int count)
    {
        var added = new long[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            var answer = await Operator.PostAsync(
                "/api/suppliers",
                new
                {
                    rut = Rut.Of(77_000_000 + i),
                    name = string.Create(CultureInfo.InvariantCulture, $"Proveedor {i:0000}"),
                    code = CodeOf(i),
                    usualPaymentAccountId = Text(BankId),
                    usuallyPaysByCheck = i % 3 == 0,
                    debitAccountId = Text(DebitAccountId),
                },
                $"supplier-{i}");
            added[i] = IdOf(answer);
        });
        for (var i = 0; i < count; i++)
        {
            Suppliers[CodeOf(i)] = added[i];
        }
    }

    /// <summary>Registers documents: for each supplier as many invoices as asked for, of one or two instalments, and a credit note now and then.</summary>
    public async Task AddDocumentsAsync(int perSupplier)
    {
        var issued = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-40);
        var work = Suppliers.SelectMany((s, i) => Enumerable.Range(0, perSupplier).Select(n => (Supplier: s.Value, Index: i, Number: n)));
        await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (d, _) =>
        {
            // A credit note after four invoices of at least its amount: the supplier is always owed something.
            var isCredit = d.Number % 5 == 4;
            var net = isCredit ? 1_000 + d.Index : 10_000 + (d.Index * 37) + (d.Number * 1_001);
            var vat = decimal.Round(net * 0.19m, 0);
            var total = net + vat;
            var half = decimal.Floor(total / 2);
            object[] installments = isCredit || d.Number % 2 == 0
                ? []
                : [new { dueDate = issued.AddDays(30), amount = half }, new { dueDate = issued.AddDays(60), amount = total - half }];
            await Operator.PostAsync(
                "/api/purchase-documents",
                new
                {
                    branchId = Text(BranchId),
                    supplierId = Text(d.Supplier),
                    siiType = isCredit ? 61 : 33,
                    number = Text(1_000 + d.Number),
                    issueDate = issued,
                    net,
                    vatRecoverable = vat,
                    total,
                    installments,
                },
                $"document-{d.Index}-{d.Number}");
        });
    }

    /// <summary>Publishes one of the tests' own definitions.</summary>
    public async Task PublishAsync(string definitionId)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Definitions", definitionId + ".json");
        await Owner.PostAsync("/api/definitions/import?publish=true", JsonNode.Parse(await File.ReadAllTextAsync(file)));
    }

    /// <summary>Starts a process; the same key starts one only.</summary>
    public async Task<long> StartAsync(string definitionId, object? input, string key, string? correlationId = null) =>
        IdOf(await Operator.PostAsync("/api/instances", new { definitionId, input, correlationId }, key), "instanceId");

    /// <summary>The funds of a generation: each supplier's usual means, or one bank account for all, without checks.</summary>
    public object Funds(bool bySupplier) => bySupplier
        ? new { bySupplier = true }
        : new { general = new { debitAccountId = Text(DebitAccountId), paymentAccountId = Text(BankId), byCheck = false } };

    public static string CodeOf(int supplier) => (supplier + 1).ToString("0000", CultureInfo.InvariantCulture);

    /// <summary>A key as the API writes it: a text, because a JavaScript number cannot hold it.</summary>
    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    public static long IdOf(JsonNode answer, string name = "id") => long.Parse(answer[name]!.GetValue<string>(), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        foreach (var person in new[] { Administrator, Owner, Operator, Approver, Approver2, Auditor })
        {
            person?.Dispose();
        }
    }

    private async Task<LedgerClient> HireAsync(string name, string role)
    {
        await Administrator.PostAsync(
            "/api/users", new { userName = name, email = name + "@prueba.example", password = Password, roles = new[] { role } }, "user-" + name);
        return await LedgerClient.SignInAsync(_server.Address, name, Password);
    }

    private async Task OpenTreasuryAsync()
    {
        var accounts = (await Administrator.ListAsync("/api/accounts?pageSize=500")).ToDictionary(a => a["code"]!.GetValue<string>(), a => IdOf(a));
        BankId = IdOf(await Administrator.PostAsync(
            "/api/treasury/accounts",
            new { code = "BCO", name = "Banco", kind = "Bank", currency = "CLP", accountId = Text(accounts["1.1.01.002"]) }, "bank"));
        DebitAccountId = IdOf(await Administrator.PostAsync(
            "/api/treasury/accounts",
            new { code = "PROV", name = "Proveedores", kind = "Other", currency = "CLP", accountId = Text(accounts["2.1.02.001"]) }, "debit"));
        CheckbookId = IdOf(await Administrator.PostAsync(
            "/api/treasury/checkbooks",
            new { treasuryAccountId = Text(BankId), name = "Chequera 1", firstNumber = "1", lastNumber = "100000" }, "checkbook"));
        var first = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-60).ToString("O", CultureInfo.InvariantCulture);
        await Operator.PutAsync("/api/exchange-rates/USD/" + first, new { rate = 950 });
        BranchId = IdOf((await Administrator.ListAsync("/api/branches"))[0]);
        var purchasing = (await Administrator.GetAsync("/api/parameters/purchasing")).AsObject();
        purchasing["defaultPaymentAccountId"] = Text(BankId);
        purchasing["defaultDebitAccountId"] = Text(DebitAccountId);
        await Administrator.PutAsync("/api/parameters/purchasing", purchasing);
    }
}
