using System.Data.Common;
using Ledger.Foundation;

namespace Ledger.Domain.Imports;

/// <summary>What the unit of work sees, for runs.</summary>
internal sealed class SessionData(LedgerSession session) : IImportData
{
    public DatabaseKind Kind => session.Transaction.Kind;

    public long CompanyId => session.CompanyId;

    public Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> map, params object?[] args) =>
        session.Transaction.QueryAsync(sql, map, args);
}
