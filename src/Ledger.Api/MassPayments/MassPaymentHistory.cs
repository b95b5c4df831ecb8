using System.Globalization;
using Ledger.Domain.MassPayments;
using Ledger.Foundation;

namespace Ledger.Api.MassPayments;

/// <summary>What was done with a mass payment, out of the audit trail (features.md W14): who, when, by which process.</summary>
internal sealed class MassPaymentHistory(LedgerDatabase database)
{
    /// <summary>How many entries are told at most; the audit trail has them all.</summary>
    public const int EntriesMax = 200;

    /// <summary>The latest entries of a mass payment of the company, latest first; for everybody who may read it.</summary>
    public Task<List<Entry>> ReadAsync(long companyId, long massPaymentId) => database.QueryAsync(
        """
        select action, at, user_name, instance_id from audit_entries
        where company_id = $1 and subject_type = $2 and subject_id = $3
        order by sequence desc limit $4
        """,
        row => new Entry(
            row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetString(2), row.IsDBNull(3) ? null : row.GetInt64(3)),
        companyId, nameof(MassPayment), massPaymentId.ToString(CultureInfo.InvariantCulture), (long)EntriesMax);

    /// <summary>Something that was done.</summary>
    /// <param name="Action">What, as the audit trail names it.</param>
    /// <param name="At">When.</param>
    /// <param name="By">The user name of who did it, or the name of the schedule or system.</param>
    /// <param name="InstanceId">The workflow instance that did it, or null.</param>
    internal sealed record Entry(string Action, DateTimeOffset At, string By, long? InstanceId);
}
