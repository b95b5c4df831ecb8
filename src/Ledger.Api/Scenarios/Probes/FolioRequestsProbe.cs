using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.Companies;
using Ledger.Domain.Folios;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Scenarios.Probes;

/// <summary>The branches' requests for folios, the oldest first, as both ends see them.</summary>
internal sealed class FolioRequestsProbe : IScenarioProbe
{
    /// <inheritdoc/>
    public string Name => "folioRequests";

    /// <inheritdoc/>
    public async Task<JsonNode> ReadAsync(LedgerDb db)
    {
        var branches = await db.Set<Branch>().ToDictionaryAsync(b => b.Id, b => b.Code);
        var there = await db.Set<FolioCentralRequest>().ToDictionaryAsync(r => r.RequestKey);
        var rows = await db.Set<FolioRequest>().OrderBy(r => r.Id).ToListAsync();
        return new JsonArray([.. rows.Select(r => new JsonObject
        {
            ["branch"] = branches[r.BranchId],
            ["kind"] = r.DocumentType,
            ["workstation"] = r.Workstation,
            ["reason"] = r.Reason.ToString(),
            ["state"] = r.State.ToString(),
            ["atHeadOffice"] = there.GetValueOrDefault(r.RequestKey)?.State.ToString(),
            ["obstacle"] = there.GetValueOrDefault(r.RequestKey)?.Obstacle,
        })]);
    }
}
