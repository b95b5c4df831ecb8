using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.Companies;
using Ledger.Domain.Folios;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Scenarios.Probes;

/// <summary>Where the folios are: by authorisation and place, in the order of kinds and numbers.</summary>
internal sealed class FoliosProbe : IScenarioProbe
{
    /// <inheritdoc/>
    public string Name => "folios";

    /// <inheritdoc/>
    public async Task<JsonNode> ReadAsync(LedgerDb db)
    {
        var branches = await db.Set<Branch>().ToDictionaryAsync(b => b.Id, b => b.Code);
        var rows = await (from range in db.Set<FolioRange>()
                          join authorization in db.Set<FolioAuthorization>() on range.AuthorizationId equals authorization.Id
                          orderby authorization.DocumentType, range.FirstNumber
                          select new { authorization.DocumentType, range }).ToListAsync();
        return new JsonArray([.. rows.Select(r => new JsonObject
        {
            ["kind"] = r.DocumentType,
            ["first"] = r.range.FirstNumber,
            ["last"] = r.range.LastNumber,
            ["next"] = r.range.NextNumber,
            ["place"] = r.range.Place.ToString(),
            ["branch"] = r.range.BranchId is { } branch ? branches[branch] : null,
        })]);
    }
}
