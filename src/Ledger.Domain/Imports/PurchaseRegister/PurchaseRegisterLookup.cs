using System.Data.Common;
using System.Text.Json;
using Ledger.Foundation;

namespace Ledger.Domain.Imports.PurchaseRegister;

/// <summary>Finds thousands of rows by their keys in one query.</summary>
internal static class PurchaseRegisterLookup
{
    private const string Columns =
        """
        d.supplier_id, d.sii_type, d.number, d.id, d.state, d.open_amount, d.total, d.mass_payment_id,
        (select count(*) from installments i where i.document_id = d.id), d.register_tab,
        d.exempt, d.net, d.vat_recoverable, d.vat_non_recoverable, d.vat_common_use, d.issue_date, d.purchase_kind,
        d.revision
        """;

    private const string Sqlite =
        $"""
        select {Columns}
        from json_each($2) k cross join purchase_documents d
        on d.supplier_id = k.value ->> 0 and d.sii_type = k.value ->> 1 and d.number = k.value ->> 2
        where d.company_id = $1
        """;

    private const string PostgreSql =
        $"""
        select {Columns}
        from unnest($2, $3, $4) k (supplier_id, sii_type, number)
        join purchase_documents d on d.supplier_id = k.supplier_id and d.sii_type = k.sii_type and d.number = k.number
        where d.company_id = $1
        """;

    /// <summary>Runs a query that ends in the name of a text column, for many values of it; $1 is the company.</summary>
    public static Task<List<T>> InTextsAsync<T>(this IImportData data, string sql, IEnumerable<string> values, Func<DbDataReader, T> map) =>
        data.Kind == DatabaseKind.PostgreSql
            ? data.QueryAsync(sql + " = any($2)", map, data.CompanyId, values.ToArray())
            : data.QueryAsync(sql + " in (select value from json_each($2))", map, data.CompanyId, JsonSerializer.Serialize(values));

    /// <summary>The documents with these keys (supplier, type, number).</summary>
    public static async Task<Dictionary<(long, int, long), KnownDocument>> FindAsync(IImportData data, List<(long SupplierId, int Type, long Number)> keys)
    {
        var found = data.Kind == DatabaseKind.PostgreSql
            ? await data.QueryAsync(
                PostgreSql, Map, data.CompanyId, keys.Select(k => k.SupplierId).ToArray(), keys.Select(k => k.Type).ToArray(), keys.Select(k => k.Number).ToArray())
            : await data.QueryAsync(Sqlite, Map, data.CompanyId, JsonSerializer.Serialize(keys.Select(k => new[] { k.SupplierId, k.Type, k.Number })));
        return found.ToDictionary(pair => pair.Key, pair => pair.Document);
    }

    private static ((long, int, long) Key, KnownDocument Document) Map(DbDataReader row) => (
        (row.GetInt64(0), row.GetInt32(1), row.GetInt64(2)),
        new KnownDocument
        {
            Id = row.GetInt64(3),
            State = row.GetString(4),
            Revision = row.GetInt32(17),
            Open = row.GetInt64(5),
            Total = row.GetInt64(6),
            IsInMassPayment = !row.IsDBNull(7),
            Installments = (int)row.GetInt64(8),
            Tab = row.IsDBNull(9) ? null : row.GetString(9),
            Content = (row.GetInt64(6), row.GetInt64(10), row.GetInt64(11), row.GetInt64(12), row.GetInt64(13), row.GetInt64(14), row.GetInt32(15), row.GetString(16)),
        });
}
