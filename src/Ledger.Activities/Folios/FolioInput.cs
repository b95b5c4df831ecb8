using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.Companies;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Activities.Folios;

/// <summary>What the activities of the folio circuit read and write alike.</summary>
internal static class FolioInput
{
    /// <summary>The branch of a code; null when none is named.</summary>
    /// <exception cref="DomainException">The company has no such branch (<c>branch.not-found</c>).</exception>
    public static async Task<Branch?> BranchAsync(LedgerSession session, int? code) => code is null
        ? null
        : await session.Db.Set<Branch>().AsNoTracking().SingleOrDefaultAsync(b => b.Code == code)
            ?? throw new DomainException("branch.not-found", $"There is no branch {code}.", code) { IsNotFound = true };

    /// <summary>As the other one, of a branch that must be named.</summary>
    public static async Task<Branch> RequireBranchAsync(LedgerSession session, int? code) => await BranchAsync(session, code ?? 0)
        ?? throw new InvalidOperationException("A branch that is named is found or refused.");

    /// <summary>Counts one more of something.</summary>
    public static void Count(JsonObject counts, string name, long more = 1) => counts[name] = ((long?)counts[name] ?? 0) + more;

    /// <summary>A key as it travels: it does not fit a JavaScript number.</summary>
    public static string Text(long key) => key.ToString(CultureInfo.InvariantCulture);

    /// <summary>A key that travelled.</summary>
    public static long KeyOf(JsonNode? node) => long.Parse((string)node!, CultureInfo.InvariantCulture);
}
