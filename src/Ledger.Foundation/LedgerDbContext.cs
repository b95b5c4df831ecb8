using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Ledger.Foundation;

/// <summary>
/// What every EF Core context of Ledger shares: exact storage of money, dates and times that both databases order and
/// compare alike, and lower-case names so that hand-written SQL needs no quotes.
/// </summary>
public static class LedgerDbContext
{
    /// <summary>Options for a context on an open connection; <paramref name="historyTable"/> keeps its migrations apart.</summary>
    public static DbContextOptions<TContext> Options<TContext>(DatabaseKind kind, DbConnection connection, string historyTable)
        where TContext : DbContext
    {
        var builder = new DbContextOptionsBuilder<TContext>();
        Configure(builder, kind, connection, historyTable);
        return builder.Options;
    }

    /// <summary>As <see cref="Options{TContext}"/>, on a builder that dependency injection provides.</summary>
    public static void Configure(DbContextOptionsBuilder builder, DatabaseKind kind, DbConnection connection, string historyTable)
    {
        if (kind == DatabaseKind.PostgreSql)
        {
            builder.UseNpgsql(connection, npgsql => npgsql.MigrationsHistoryTable(historyTable));
        }
        else
        {
            builder.UseSqlite(connection, sqlite => sqlite.MigrationsHistoryTable(historyTable));
        }

        // Migrations are written by hand (no snapshot); a test compares what they build with the model.
        builder.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
    }

    /// <summary>Storage of the value types: money as ten-thousandths, times as milliseconds, dates as yyyymmdd, enums by name.</summary>
    public static void ApplyConventions(ModelConfigurationBuilder configuration)
    {
        configuration.Properties<decimal>().HaveConversion<TenThousandthsConverter>();
        configuration.Properties<DateTimeOffset>().HaveConversion<UnixMillisecondsConverter>();
        configuration.Properties<DateOnly>().HaveConversion<DateNumberConverter>();
        configuration.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    /// <summary>Names tables, columns, keys and indexes in snake_case.</summary>
    public static void ApplyNames(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (entity.GetTableName() is { } table)
            {
                entity.SetTableName(SnakeCase.Of(table));
            }

            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase.Of(property.GetColumnName()));
            }

            foreach (var key in entity.GetKeys())
            {
                key.SetName(SnakeCase.Of(key.GetName()!));
            }

            foreach (var foreignKey in entity.GetForeignKeys())
            {
                foreignKey.SetConstraintName(SnakeCase.Of(foreignKey.GetConstraintName()!));
            }

            foreach (var index in entity.GetIndexes())
            {
                index.SetDatabaseName(SnakeCase.Of(index.GetDatabaseName()!));
            }
        }
    }
}
