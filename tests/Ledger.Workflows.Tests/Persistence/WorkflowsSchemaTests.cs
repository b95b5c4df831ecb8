using System.Data.Common;
using Ledger.Foundation;
using Ledger.Testing;
using Ledger.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Workflows.Tests.Persistence;

/// <summary>The migrations are written by hand: what they build must be what the model says, on both databases.</summary>
public abstract class WorkflowsSchemaContract(DatabaseKind kind)
{
    [Fact]
    public async Task Migrations_Applied_BuildExactlyTheModel()
    {
        await using var migrated = await TestDatabase.CreateAsync(kind, null, Context);
        await using var modelled = await TestDatabase.CreateAsync(kind);
        await using (var connection = await modelled.Database.OpenAsync())
        await using (var context = Context(connection))
        {
            await context.Database.ExecuteSqlRawAsync(context.Database.GenerateCreateScript().Replace("{", "{{").Replace("}", "}}"));
        }

        var actual = await SchemaAsync(migrated.Database);
        var expected = await SchemaAsync(modelled.Database);

        actual.Where(line => !line.Contains("workflow_migrations")).Should().BeEquivalentTo(expected);
        expected.Should().Contain(line => line.Contains("workflow_instances"));
    }

    private static DbContext Context(DbConnection connection) => new WorkflowsDb(
        LedgerDbContext.Options<WorkflowsDb>(
            connection is Npgsql.NpgsqlConnection ? DatabaseKind.PostgreSql : DatabaseKind.Sqlite, connection, WorkflowsDb.HistoryTable));

    private static async Task<List<string>> SchemaAsync(LedgerDatabase database)
    {
        if (database.Kind == DatabaseKind.PostgreSql)
        {
            var columns = await database.QueryAsync(
                "select table_name, column_name, data_type, is_nullable, character_maximum_length from information_schema.columns where table_schema = 'public'",
                r => $"{r[0]}.{r[1]} {r[2]} {r[3]} {r[4]}");
            var indexes = await database.QueryAsync("select indexdef from pg_indexes where schemaname = 'public'", r => r.GetString(0));
            return [.. columns, .. indexes];
        }

        var fields = await database.QueryAsync(
            """
            select m.name, c.name, c.type, c."notnull", c.pk from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'
            """,
            r => $"{r[0]}.{r[1]} {r[2]} {r[3]} {r[4]}");
        var keys = await database.QueryAsync("select sql from sqlite_master where type = 'index' and sql is not null", r => r.GetString(0));
        return [.. fields, .. keys];
    }
}

public sealed class SqliteWorkflowsSchemaTests() : WorkflowsSchemaContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlWorkflowsSchemaTests() : WorkflowsSchemaContract(DatabaseKind.PostgreSql);
