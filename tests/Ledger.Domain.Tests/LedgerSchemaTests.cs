using System.Data.Common;
using Ledger.Foundation;
using Ledger.Testing;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Tests;

/// <summary>The migrations are written by hand: what they build must be what the model says, on both databases.</summary>
public abstract class LedgerSchemaContract(DatabaseKind kind)
{
    [Fact]
    public async Task Migrations_Applied_BuildExactlyTheModel()
    {
        await using var migrated = await TestDatabase.CreateAsync(kind, null, LedgerBooks.Context);
        await using var modelled = await TestDatabase.CreateAsync(kind);
        await using (var connection = await modelled.Database.OpenAsync())
        await using (var context = LedgerBooks.Context(connection))
        {
            await context.Database.ExecuteSqlRawAsync(context.Database.GenerateCreateScript().Replace("{", "{{").Replace("}", "}}"));
        }

        var actual = await SchemaAsync(migrated.Database);
        var expected = await SchemaAsync(modelled.Database);

        actual.Where(line => !line.Contains(LedgerDb.HistoryTable)).Should().BeEquivalentTo(expected);
        expected.Should().Contain(line => line.Contains("purchase_documents"));
    }

    private static async Task<List<string>> SchemaAsync(LedgerDatabase database)
    {
        if (database.Kind == DatabaseKind.PostgreSql)
        {
            var columns = await database.QueryAsync(
                "select table_name, column_name, data_type, is_nullable, character_maximum_length from information_schema.columns where table_schema = 'public'",
                r => $"{r[0]}.{r[1]} {r[2]} {r[3]} {r[4]}");
            var indexes = await database.QueryAsync("select indexdef from pg_indexes where schemaname = 'public'", r => r.GetString(0));
            var constraints = await database.QueryAsync(
                "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace",
                r => $"{r[0]} {r[1]} {r[2]}");
            return [.. columns, .. indexes, .. constraints];
        }

        var fields = await database.QueryAsync(
            """
            select m.name, c.name, c.type, c."notnull", c.pk from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'
            """,
            r => $"{r[0]}.{r[1]} {r[2]} {r[3]} {r[4]}");
        var keys = await database.QueryAsync("select sql from sqlite_master where type = 'index' and sql is not null", r => r.GetString(0));
        var links = await database.QueryAsync(
            """
            select m.name, f."table", f."from", f."to", f.on_delete from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table'
            """,
            r => $"{r[0]}.{r[2]} -> {r[1]}.{r[3]} {r[4]}");
        var checks = await database.QueryAsync(
            "select name, sql from sqlite_master where type = 'table' and sql like '%CHECK%'",
            r => $"{r[0]} {string.Join(' ', r.GetString(1).Split('\n').Where(line => line.Contains("CHECK")).Select(line => line.Trim(' ', ',')))}");
        return [.. fields, .. keys, .. links, .. checks];
    }
}

public sealed class SqliteLedgerSchemaTests() : LedgerSchemaContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlLedgerSchemaTests() : LedgerSchemaContract(DatabaseKind.PostgreSql);
