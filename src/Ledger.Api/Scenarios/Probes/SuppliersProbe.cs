using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Suppliers;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Scenarios.Probes;

/// <summary>What is owed to each supplier, in local currency.</summary>
internal sealed class SuppliersProbe : IScenarioProbe
{
    /// <inheritdoc/>
    public string Name => "suppliers";

    /// <inheritdoc/>
    public async Task<JsonNode> ReadAsync(LedgerDb db)
    {
        var balances = (await db.Set<SupplierBalance>().ToListAsync()).ToLookup(b => b.SupplierId);
        var rows = await db.Set<Supplier>().OrderBy(s => s.Name).Select(s => new { s.Id, s.Name, s.Rut }).ToListAsync();
        return new JsonArray([.. rows.Select(s => new JsonObject
        {
            ["name"] = s.Name,
            ["rut"] = s.Rut,
            ["balance"] = balances[s.Id].Where(b => b.Currency == "CLP").Sum(b => b.Balance),
        })]);
    }
}
