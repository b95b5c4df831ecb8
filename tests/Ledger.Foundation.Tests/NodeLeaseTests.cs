using Ledger.Foundation.Nodes;
using Ledger.Testing;

namespace Ledger.Foundation.Tests;

public sealed class NodeLeaseTests
{
    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task JoinAsync_ManyAtOnce_EachHasItsOwnNumber(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(kind);

        var leases = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => NodeLease.JoinAsync(test.Database, $"p{i}"))));

        leases.Select(l => l.Number).Should().OnlyHaveUniqueItems().And.NotContain(0);
    }

    [Fact]
    public async Task JoinAsync_AllNumbersSeenToday_RefusesAndTakesTheOldestAfterADay()
    {
        var clock = new SettableClock();
        await using var test = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, clock);
        await test.Database.WriteAsync(async tx =>
        {
            for (var number = 1; number <= TimeOrderedIds.NodeMax; number++)
            {
                await tx.ExecuteAsync(
                    "insert into nodes (number, name, token, joined_at, seen_at) values ($1, 'x', 't', $2, $2)",
                    number, clock.Now.AddSeconds(number == 77 ? -60 : 0).ToUnixTimeMilliseconds());
            }
        });

        var refused = () => NodeLease.JoinAsync(test.Database, "late");
        await refused.Should().ThrowAsync<InvalidOperationException>().WithMessage("*in use*");
        clock.Now += NodeLease.RestAfterLoss;
        await using var lease = await NodeLease.JoinAsync(test.Database, "next day");

        lease.Number.Should().Be(77, "it was seen longest ago");
    }

    [Fact]
    public async Task JoinAsync_AllNumbersUsedUpByCrashes_TakesTheOneThatIsSilentLongest()
    {
        var clock = new SettableClock();
        await using var test = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, clock);
        await test.Database.WriteAsync(async tx =>
        {
            for (var number = 1; number <= TimeOrderedIds.NodeMax; number++)
            {
                await tx.ExecuteAsync(
                    "insert into nodes (number, name, token, joined_at, seen_at) values ($1, 'x', 't', $2, $2)",
                    number, clock.Now.AddSeconds(number - TimeOrderedIds.NodeMax).ToUnixTimeMilliseconds());
            }
        });

        await using var lease = await NodeLease.JoinAsync(test.Database, "after a thousand crashes");

        lease.Number.Should().Be(1, "it was seen longest ago, more than ten minutes");
    }

    [Fact]
    public async Task HeartbeatAsync_NumberGivenToAnother_SaysThatItIsLost()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var lease = await NodeLease.JoinAsync(test.Database, "first");
        (await lease.HeartbeatAsync()).Should().BeTrue();

        await test.Database.WriteAsync(tx => tx.ExecuteAsync("update nodes set token = 'other' where number = $1", lease.Number));

        (await lease.HeartbeatAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task DisposeAsync_ReleasedNumber_RestsBeforeItIsUsedAgain()
    {
        await using var test = await TestDatabase.CreateAsync();
        var first = await NodeLease.JoinAsync(test.Database, "first");
        await first.DisposeAsync();

        await using var second = await NodeLease.JoinAsync(test.Database, "second");

        second.Number.Should().NotBe(first.Number);
    }

    private sealed class SettableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
