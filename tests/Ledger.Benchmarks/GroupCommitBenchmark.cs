using Ledger.Foundation;

namespace Ledger.Benchmarks;

/// <summary>The floor under the engine: single-row units of work through the database's one writer.</summary>
public sealed class GroupCommitBenchmark : IBenchmark
{
    public string Name => "group-commit";

    public async Task RunAsync(Report report)
    {
        using var folder = new ScratchFolder();
        using var commits = new RawCommits(folder.Path);
        await using var database = new LedgerDatabase(DatabaseOptions.ForSqliteFile(Path.Combine(folder.Path, "ledger.db")));
        await SchemaMigrator.MigrateAsync(database, []);
        foreach (var atATime in new[] { 1, 2, 8, 16 })
        {
            var raw = commits.Measure(TimeSpan.FromSeconds(1));
            var result = await Measurement.MedianAsync(atATime, TimeSpan.FromSeconds(1), _ => database.WriteAsync(tx => tx.ExecuteAsync(
                "insert into audit_heads (company_id, sequence, hash) values ($1, 0, 'a row of a raw commit')", database.Ids.Next())));
            report.AddRatio($"units of work, {atATime} at a time", result.PerSecond, "/s", raw, atATime >= 8 ? 2 : 0.4);
        }
    }
}
