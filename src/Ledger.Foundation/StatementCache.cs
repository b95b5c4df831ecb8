using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Ledger.Foundation;

/// <summary>The prepared statements of one connection, by their text.</summary>
/// <remarks>
/// Microsoft.Data.Sqlite keeps a statement prepared as long as its command lives, so commands are kept. Npgsql prepares
/// by itself (Max Auto Prepare) and its commands are made anew. SQL texts must therefore be constants; one built with
/// values in it would grow this cache without end.
/// </remarks>
internal sealed class StatementCache(DbConnection connection) : IDisposable
{
    private const int CountMax = 500;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public DbCommand Get(string sql, DbTransaction? transaction, ReadOnlySpan<object?> args)
    {
        if (connection is NpgsqlConnection npgsql)
        {
            var command = new NpgsqlCommand(sql, npgsql, (NpgsqlTransaction?)transaction);
            foreach (var arg in args)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = arg ?? DBNull.Value });
            }

            return command;
        }

        if (!_commands.TryGetValue(sql, out var cached))
        {
            if (_commands.Count >= CountMax)
            {
                Dispose();
            }

            cached = new SqliteCommand(sql, (SqliteConnection)connection);
            for (var i = 1; i <= args.Length; i++)
            {
                cached.Parameters.Add(new SqliteParameter { ParameterName = Names.Of(i) });
            }

            _commands[sql] = cached;
        }

        if (cached.Parameters.Count != args.Length)
        {
            throw new ArgumentException($"The statement takes {cached.Parameters.Count} values, {args.Length} were given: {sql}", nameof(args));
        }

        cached.Transaction = (SqliteTransaction?)transaction;
        for (var i = 0; i < args.Length; i++)
        {
            cached.Parameters[i].Value = args[i] ?? DBNull.Value;
        }

        return cached;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _commands.Clear();
    }

    private static class Names
    {
        private static readonly string[] Known = Enumerable.Range(0, 65).Select(i => $"${i}").ToArray();

        public static string Of(int i) => i < Known.Length ? Known[i] : $"${i}";
    }
}
