using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Scenarios.Probes;

/// <summary>The mass payments by number.</summary>
internal sealed class MassPaymentsProbe : IScenarioProbe
{
    /// <inheritdoc/>
    public string Name => "massPayments";

    /// <inheritdoc/>
    public async Task<JsonNode> ReadAsync(LedgerDb db)
    {
        var rows = await db.Set<MassPayment>().OrderBy(p => p.Number).ToListAsync();
        return new JsonArray([.. rows.Select(p => new JsonObject
        {
            ["number"] = p.Number,
            ["state"] = p.State.ToString(),
            ["documents"] = p.ItemCount,
            ["total"] = p.TotalLocal,
            ["enteredBy"] = p.EnteredByName,
            ["authorizedBy"] = p.AuthorizedByName,
            ["paidBy"] = p.PaidByName,
        })]);
    }
}
