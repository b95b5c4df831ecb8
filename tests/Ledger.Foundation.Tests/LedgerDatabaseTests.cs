using Ledger.Foundation.Auditing;
using Ledger.Testing;

namespace Ledger.Foundation.Tests;

public abstract class LedgerDatabaseContract(DatabaseKind kind)
{
    [Fact]
    public async Task WriteAsync_WorkThrows_NothingOfItIsKeptAndOthersOfTheGroupAre()
    {
        await using var test = await TestDatabase.CreateAsync(kind);
        var db = test.Database;

        var works = Enumerable.Range(1, 40).Select(async i =>
        {
            try
            {
                await db.WriteAsync(async tx =>
                {
                    await tx.ExecuteAsync("insert into audit_heads (company_id, sequence, hash) values ($1, 0, 'x')", (long)i);
                    if (i % 3 == 0)
                    {
                        throw new InvalidOperationException("refused");
                    }
                });
                return true;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        });
        var kept = (await Task.WhenAll(works)).Count(k => k);

        var rows = await db.QueryAsync("select company_id from audit_heads", r => r.GetInt64(0));
        kept.Should().Be(27);
        rows.Should().HaveCount(27).And.OnlyContain(id => id % 3 != 0);
    }

    [Fact]
    public async Task Savepoint_RolledBack_KeepsWhatWasBefore()
    {
        await using var test = await TestDatabase.CreateAsync(kind);

        await test.Database.WriteAsync(async tx =>
        {
            await tx.ExecuteAsync("insert into audit_heads (company_id, sequence, hash) values ($1, 0, 'x')", 1L);
            var savepoint = await tx.SavepointAsync();
            await tx.ExecuteAsync("insert into audit_heads (company_id, sequence, hash) values ($1, 0, 'x')", 2L);
            AuditTrail.Record(tx, Actor.System(3), new AuditChange("undone", "X", "1"));
            await tx.RollbackToAsync(savepoint);
            AuditTrail.Record(tx, Actor.System(4), new AuditChange("kept", "X", "2"));
            savepoint = await tx.SavepointAsync();
            AuditTrail.Record(tx, Actor.System(4), new AuditChange("undone", "X", "3"));
            await tx.RollbackToAsync(savepoint);
        });

        (await test.Database.QueryAsync("select company_id from audit_heads order by 1", r => r.GetInt64(0))).Should().Equal(1L, 4L);
        (await test.Database.QueryAsync("select action from audit_entries", r => r.GetString(0))).Should().Equal("kept");
    }

    [Fact]
    public async Task OnCommitted_HookThrows_CommitStandsAndTheFailureIsReported()
    {
        await using var test = await TestDatabase.CreateAsync(kind);
        var reported = new TaskCompletionSource<Exception>();
        test.Database.HookFailed += e => reported.TrySetResult(e);

        await test.Database.WriteAsync(async tx =>
        {
            await tx.ExecuteAsync("insert into audit_heads (company_id, sequence, hash) values ($1, 0, 'x')", 1L);
            tx.OnCommitted(() => throw new InvalidOperationException("nobody listens"));
        });

        (await reported.Task.WaitAsync(TimeSpan.FromSeconds(30))).Message.Should().Be("nobody listens");
        (await test.Database.QueryAsync("select company_id from audit_heads", r => r.GetInt64(0))).Should().Equal(1L);
    }

    [Fact] // W14
    public async Task AuditTrail_ChangedOrCutAfterwards_VerificationNamesThePlace()
    {
        await using var test = await TestDatabase.CreateAsync(kind);
        var db = test.Database;
        for (var i = 1; i <= 5; i++)
        {
            await db.WriteAsync(tx =>
            {
                AuditTrail.Record(tx, new Actor(7, 3, "ana"), new AuditChange("parameter.changed", "Parameter", $"p{i}", new { To = i }));
                return Task.CompletedTask;
            });
        }

        (await AuditVerifier.VerifyAsync(db)).Should().Equal(new AuditVerification(7, 5, null));

        await db.WriteAsync(tx => tx.ExecuteAsync("update audit_entries set user_name = 'eva' where sequence = $1", 4L));
        (await AuditVerifier.VerifyAsync(db)).Single().Break.Should().Be(new AuditBreak(4, AuditBreakKind.Altered));

        await db.WriteAsync(tx => tx.ExecuteAsync("delete from audit_entries where sequence >= $1", 4L));
        (await AuditVerifier.VerifyAsync(db)).Single().Break.Should().Be(new AuditBreak(4, AuditBreakKind.Truncated));

        await db.WriteAsync(tx => tx.ExecuteAsync("delete from audit_entries where sequence = $1", 2L));
        (await AuditVerifier.VerifyAsync(db)).Single().Break.Should().Be(new AuditBreak(2, AuditBreakKind.Missing));
    }

    [Fact]
    public async Task AuditTrail_ManyWritersAtOnce_ChainHasNoGap()
    {
        await using var test = await TestDatabase.CreateAsync(kind);
        var db = test.Database;

        await Parallel.ForEachAsync(Enumerable.Range(0, 60), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, ct) =>
            await db.WriteAsync(
                tx =>
                {
                    AuditTrail.Record(tx, Actor.System(1), new AuditChange("x", "X", $"{i}"));
                    return Task.CompletedTask;
                },
                ct));

        (await AuditVerifier.VerifyAsync(db)).Should().Equal(new AuditVerification(1, 60, null));
    }

    [Fact]
    public void Ids_TakenByManyThreads_AreUniqueAndGrow()
    {
        var ids = new TimeOrderedIds(5, TimeProvider.System);
        var taken = Enumerable.Range(0, 20_000).AsParallel().Select(_ => ids.Next()).ToList();

        taken.Should().OnlyHaveUniqueItems();
        ids.Next().Should().BeGreaterThan(taken.Max());
    }
}

public sealed class SqliteLedgerDatabaseTests() : LedgerDatabaseContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlLedgerDatabaseTests() : LedgerDatabaseContract(DatabaseKind.PostgreSql);
