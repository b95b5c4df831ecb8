using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Suppliers;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Scenarios.Probes;

/// <summary>The payment orders by supplier, in the order they were issued.</summary>
internal sealed class PaymentOrdersProbe : IScenarioProbe
{
    /// <inheritdoc/>
    public string Name => "paymentOrders";

    /// <inheritdoc/>
    public async Task<JsonNode> ReadAsync(LedgerDb db)
    {
        var rows = await db.Set<PaymentOrder>()
            .Join(db.Set<Supplier>(), o => o.SupplierId, s => s.Id, (o, s) => new { Order = o, Supplier = s.Name })
            .OrderBy(r => r.Supplier).ThenBy(r => r.Order.Number).ToListAsync();
        return new JsonArray([.. rows.Select(r => new JsonObject
        {
            ["supplier"] = r.Supplier,
            ["amount"] = r.Order.Amount,
            ["state"] = r.Order.State.ToString(),
            ["issuedBy"] = r.Order.IssuedBy,
        })]);
    }
}
