using Ledger.Foundation;

namespace Ledger.Api.Audit;

/// <summary>What was done with one thing, out of the audit trail: who, when; for everybody who may read the thing.</summary>
internal static class SubjectHistory
{
    /// <summary>How many entries are told at most; the audit trail has them all.</summary>
    public const int EntriesMax = 200;

    /// <summary>The latest entries of a thing of the company, latest first.</summary>
    public static Task<List<Entry>> ReadAsync(LedgerDatabase database, long companyId, string subjectType, string subjectId) => database.QueryAsync(
        """
        select action, at, user_name, instance_id from audit_entries
        where company_id = $1 and subject_type = $2 and subject_id = $3
        order by sequence desc limit $4
        """,
        row => new Entry(
            row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetString(2), row.IsDBNull(3) ? null : row.GetInt64(3)),
        companyId, subjectType, subjectId, (long)EntriesMax);

    /// <summary>Something that was done.</summary>
    /// <param name="Action">What, as the audit trail names it.</param>
    /// <param name="At">When.</param>
    /// <param name="By">The user name of who did it, or the name of the schedule or system.</param>
    /// <param name="InstanceId">The workflow instance that did it, or null.</param>
    internal sealed record Entry(string Action, DateTimeOffset At, string By, long? InstanceId);
}
