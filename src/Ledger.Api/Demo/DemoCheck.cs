using System.Text.Json.Nodes;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Demo;

/// <summary>What the walk must have left: every document paid exactly once, one order a supplier, balanced books, an unbroken audit.</summary>
internal sealed class DemoCheck(Globals globals, CommandOutput output, DemoPerson person, Uri address, string paymentId)
{
    /// <summary>Looks by the API, prints, and says whether all holds.</summary>
    public async Task<bool> RunAsync()
    {
        var items = await person.ListAsync($"/api/mass-payments/{paymentId}/items");
        var orders = await person.ListAsync($"/api/payment-orders?massPaymentId={paymentId}&state=Issued");
        var documents = items.Select(i => Text(i["documentId"])).ToHashSet();
        var unpaid = 0;
        var twice = 0;
        foreach (var id in documents)
        {
            var detail = await person.GetAsync($"/api/purchase-documents/{id}");
            unpaid += Text(detail["document"]!["state"]) == "Cancelled" && detail["document"]!["openAmount"]!.GetValue<decimal>() == 0 ? 0 : 1;
            // A document is tied to one payment order; credit notes pay invoices and are tied to them besides.
            var payers = detail["allocations"]!.AsArray().Where(a => a!["deallocatedAt"] is null && Text(a["sourceKind"]) == "PaymentOrder")
                .GroupBy(a => Text(a!["installmentId"] ?? a["documentId"])).Any(g => g.Select(a => Text(a!["sourceId"])).Distinct().Count() > 1);
            twice += payers ? 1 : 0;
        }

        var suppliers = items.Select(i => Text(i["supplierId"])).Distinct().Count();
        var ordersPerSupplier = orders.GroupBy(o => Text(o["supplierId"])).Max(g => g.Count());
        var balance = await person.GetAsync("/api/account-balances");
        using var auditor = await DemoPerson.SignInAsync(address, "auditora", globals.Culture.Name);
        var audit = await auditor.GetAsync("/api/audit/verify");
        await PrintAccountsAsync(items);
        return Check("demo.check.documents", documents.Count > 0 && unpaid == 0, documents.Count, unpaid)
            & Check("demo.check.once", twice == 0, twice)
            & Check("demo.check.orders", orders.Count == suppliers && ordersPerSupplier == 1, orders.Count, suppliers)
            & Check("demo.check.books", balance["isBalanced"]!.GetValue<bool>(), Amount(balance["debit"]), Amount(balance["credit"]))
            & Check("demo.check.audit", audit["break"] is null, Text(audit["entryCount"]));
    }

    private async Task PrintAccountsAsync(List<JsonNode> items)
    {
        var paid = items.Select(i => Text(i["supplierId"])).ToHashSet();
        var balances = (await person.GetAsync("/api/suppliers/balances")).AsArray().Select(b => b!).ToList();
        output.Say(globals.Text("demo.accounts"));
        output.List(
            balances,
            (globals.Text("column.code"), b => Text(b["code"])), (globals.Text("column.name"), b => Text(b["name"])),
            (globals.Text("column.balance"), b => Amount(b["balance"])), (globals.Text("column.currency"), b => Text(b["currency"])),
            (globals.Text("column.paid"), b => paid.Contains(Text(b["supplierId"])) ? "✓" : ""));
    }

    private bool Check(string code, bool holds, params object?[] arguments)
    {
        output.Say((holds ? "✓ " : "✗ ") + globals.Text(code, arguments));
        return holds;
    }

    private string Amount(JsonNode? amount) => amount!.GetValue<decimal>().ToString("#,0.##", globals.Culture);

    private static string Text(JsonNode? value) => value!.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
