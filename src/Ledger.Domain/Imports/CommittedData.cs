using System.Data.Common;
using Ledger.Foundation;

namespace Ledger.Domain.Imports;

/// <summary>What is committed, for previews.</summary>
internal sealed class CommittedData(LedgerDatabase database, long companyId) : IImportData
{
    public DatabaseKind Kind => database.Kind;

    public long CompanyId => companyId;

    public Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> map, params object?[] args) => database.QueryAsync(sql, map, args);
}
