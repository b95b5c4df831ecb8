using System.ComponentModel.DataAnnotations;
using Microsoft.Data.Sqlite;

namespace Ledger.Foundation;

/// <summary>Which database to use and how commits are grouped. Bound from the section <c>Ledger:Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>The kind of database behind <see cref="ConnectionString"/>.</summary>
    /// <value>The default value is <see cref="DatabaseKind.Sqlite"/>.</value>
    public DatabaseKind Kind { get; set; } = DatabaseKind.Sqlite;

    /// <summary>The ADO.NET connection string.</summary>
    [Required]
    public string ConnectionString { get; set; } = "Data Source=data/ledger.db";

    /// <summary>How many units of work one SQLite transaction may carry, each in its own savepoint (group commit).</summary>
    /// <remarks>Ignored on PostgreSQL, where the server groups commits by itself.</remarks>
    /// <value>The default value is 64.</value>
    [Range(1, 1024)]
    public int GroupCommitMax { get; set; } = 64;

    /// <summary>How long a group may go on taking work before it commits.</summary>
    /// <remarks>Bounds the wait of the first work in the group when others behind it are slow.</remarks>
    /// <value>The default value is 50 milliseconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:02")]
    public TimeSpan GroupCommitBudget { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a writer waits for another process that holds the SQLite file.</summary>
    /// <value>The default value is 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Options for a SQLite file at <paramref name="path"/>; its folder is created when missing.</summary>
    public static DatabaseOptions ForSqliteFile(string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var builder = new SqliteConnectionStringBuilder { DataSource = full, Pooling = true };
        return new DatabaseOptions { Kind = DatabaseKind.Sqlite, ConnectionString = builder.ToString() };
    }

    /// <summary>Options for a PostgreSQL server.</summary>
    public static DatabaseOptions ForPostgreSql(string connectionString) =>
        new() { Kind = DatabaseKind.PostgreSql, ConnectionString = connectionString };
}
