using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.Imports;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Scenarios.Probes;

/// <summary>The imports, oldest first.</summary>
internal sealed class ImportsProbe : IScenarioProbe
{
    /// <inheritdoc/>
    public string Name => "imports";

    /// <inheritdoc/>
    public async Task<JsonNode> ReadAsync(LedgerDb db)
    {
        var rows = await db.Set<ImportBatch>().OrderBy(b => b.Id).ToListAsync();
        return new JsonArray([.. rows.Select(b => new JsonObject
        {
            ["file"] = b.FileName,
            ["state"] = b.State.ToString(),
            ["rows"] = b.Rows,
            ["accepted"] = b.Accepted,
            ["warned"] = b.Warned,
            ["rejected"] = b.Rejected,
            ["unchanged"] = b.Unchanged,
        })]);
    }
}
