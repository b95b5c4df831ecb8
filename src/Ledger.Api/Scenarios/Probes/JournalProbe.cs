using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Scenarios.Probes;

/// <summary>The journal: how many entries, whether debits and credits are the same, and the balance of each account that moved.</summary>
internal sealed class JournalProbe : IScenarioProbe
{
    /// <inheritdoc/>
    public string Name => "journal";

    /// <inheritdoc/>
    public async Task<JsonNode> ReadAsync(LedgerDb db)
    {
        var lines = await db.Set<JournalLine>()
            .Join(db.Set<Account>(), l => l.AccountId, a => a.Id, (l, a) => new { a.Code, l.Debit, l.Credit }).ToListAsync();
        return new JsonObject
        {
            ["entries"] = await db.Set<JournalEntry>().CountAsync(),
            ["balanced"] = lines.Sum(l => l.Debit) == lines.Sum(l => l.Credit),
            ["accounts"] = new JsonObject(lines.GroupBy(l => l.Code).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => KeyValuePair.Create(g.Key, (JsonNode?)JsonValue.Create(g.Sum(l => l.Debit - l.Credit))))),
        };
    }
}
