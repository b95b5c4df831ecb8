namespace Ledger.Foundation.Auditing;

/// <summary>Walks audit chains and says where they are broken (features.md W14; <c>ledger audit verify</c>).</summary>
public static class AuditVerifier
{
    private const int PageSize = 5_000;

    /// <summary>Verifies the chains of all companies.</summary>
    public static async Task<IReadOnlyList<AuditVerification>> VerifyAsync(LedgerDatabase database, CancellationToken cancellationToken = default)
    {
        var heads = await database.QueryAsync(
            "select company_id, sequence, hash from audit_heads order by company_id",
            row => (CompanyId: row.GetInt64(0), Sequence: row.GetInt64(1), Hash: row.GetString(2)));
        var results = new List<AuditVerification>();
        foreach (var head in heads)
        {
            results.Add(await VerifyAsync(database, head.CompanyId, head.Sequence, head.Hash, cancellationToken));
        }

        return results;
    }

    /// <summary>Verifies the chain of one company as it is now.</summary>
    /// <param name="database">The database.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="progress">Told after each page how many entries of how many were read.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    public static async Task<AuditVerification> VerifyAsync(
        LedgerDatabase database, long companyId, IProgress<(long Read, long Total)>? progress, CancellationToken cancellationToken = default)
    {
        var heads = await database.QueryAsync(
            "select sequence, hash from audit_heads where company_id = $1", row => (Sequence: row.GetInt64(0), Hash: row.GetString(1)), companyId);
        return heads.Count == 0
            ? new AuditVerification(companyId, 0, null)
            : await VerifyAsync(database, companyId, heads[0].Sequence, heads[0].Hash, cancellationToken, progress);
    }

    private static async Task<AuditVerification> VerifyAsync(
        LedgerDatabase database, long companyId, long headSequence, string headHash, CancellationToken cancellationToken,
        IProgress<(long Read, long Total)>? progress = null)
    {
        long read = 0;
        var previous = AuditTrail.Origin;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Entries after the head belong to commits made since; they are left to the next verification.
            var page = await database.QueryAsync(
                """
                select id, company_id, sequence, at, user_id, user_name, instance_id, action, subject_type, subject_id,
                    detail, previous_hash, hash
                from audit_entries where company_id = $1 and sequence > $2 and sequence <= $3 order by sequence limit 5000
                """,
                row => new AuditEntry
                {
                    Id = row.GetInt64(0),
                    CompanyId = row.GetInt64(1),
                    Sequence = row.GetInt64(2),
                    At = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
                    UserId = row.IsDBNull(4) ? null : row.GetInt64(4),
                    UserName = row.GetString(5),
                    InstanceId = row.IsDBNull(6) ? null : row.GetInt64(6),
                    Action = row.GetString(7),
                    SubjectType = row.GetString(8),
                    SubjectId = row.GetString(9),
                    Detail = row.GetString(10),
                    PreviousHash = row.GetString(11),
                    Hash = row.GetString(12),
                },
                companyId, read, headSequence);
            foreach (var entry in page)
            {
                if (BreakAt(entry, read + 1, previous) is { } kind)
                {
                    return new AuditVerification(companyId, read, new AuditBreak(read + 1, kind));
                }

                previous = entry.Hash;
                read++;
            }

            progress?.Report((read, headSequence));
            if (page.Count < PageSize)
            {
                break;
            }
        }

        var truncated = read != headSequence || previous != headHash;
        return new AuditVerification(companyId, read, truncated ? new AuditBreak(read + 1, AuditBreakKind.Truncated) : null);
    }

    private static AuditBreakKind? BreakAt(AuditEntry entry, long expected, string previous)
    {
        if (entry.Sequence != expected)
        {
            return AuditBreakKind.Missing;
        }

        if (entry.PreviousHash != previous)
        {
            return AuditBreakKind.Unlinked;
        }

        return AuditTrail.HashOf(entry) == entry.Hash ? null : AuditBreakKind.Altered;
    }
}
