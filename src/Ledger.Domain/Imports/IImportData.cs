using System.Data.Common;
using Ledger.Foundation;

namespace Ledger.Domain.Imports;

/// <summary>What an importer looks things up in: the committed state for a preview, the unit of work for a run.</summary>
public interface IImportData
{
    /// <summary>The kind of database.</summary>
    DatabaseKind Kind { get; }

    /// <summary>The company.</summary>
    long CompanyId { get; }

    /// <summary>Runs a query and maps its rows.</summary>
    Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> map, params object?[] args);
}
