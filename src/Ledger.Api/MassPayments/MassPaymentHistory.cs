using System.Globalization;
using Ledger.Api.Audit;
using Ledger.Domain.MassPayments;
using Ledger.Foundation;

namespace Ledger.Api.MassPayments;

/// <summary>What was done with a mass payment, out of the audit trail (features.md W14): who, when, by which process.</summary>
internal sealed class MassPaymentHistory(LedgerDatabase database)
{
    /// <summary>The latest entries of a mass payment of the company, latest first; for everybody who may read it.</summary>
    public Task<List<SubjectHistory.Entry>> ReadAsync(long companyId, long massPaymentId) =>
        SubjectHistory.ReadAsync(database, companyId, nameof(MassPayment), massPaymentId.ToString(CultureInfo.InvariantCulture));
}
