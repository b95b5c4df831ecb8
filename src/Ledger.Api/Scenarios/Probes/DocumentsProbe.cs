using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.Suppliers;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Scenarios.Probes;

/// <summary>The purchase documents by supplier and number.</summary>
internal sealed class DocumentsProbe : IScenarioProbe
{
    /// <inheritdoc/>
    public string Name => "documents";

    /// <inheritdoc/>
    public async Task<JsonNode> ReadAsync(LedgerDb db)
    {
        var rows = await db.Set<PurchaseDocument>()
            .Join(db.Set<Supplier>(), d => d.SupplierId, s => s.Id, (d, s) => new { Document = d, Supplier = s.Name })
            .OrderBy(r => r.Supplier).ThenBy(r => r.Document.SiiType).ThenBy(r => r.Document.Number).ToListAsync();
        return new JsonArray([.. rows.Select(r => new JsonObject
        {
            ["supplier"] = r.Supplier,
            ["type"] = r.Document.SiiType,
            ["number"] = r.Document.Number,
            ["state"] = r.Document.State.ToString(),
            ["total"] = r.Document.Total,
            ["open"] = r.Document.OpenAmount,
            ["inMassPayment"] = r.Document.MassPaymentId is not null,
        })]);
    }
}
