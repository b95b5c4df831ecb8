using Ledger.Foundation;
using Ledger.Workflows.Definitions;

namespace Ledger.Api.Hosting;

/// <summary>Forgets, once an hour, answers that were remembered for idempotency keys more than thirty days ago, and editors not heard of for as long.</summary>
internal sealed class Housekeeping(LedgerDatabase database, IDefinitionEditing editing, ILogger<Housekeeping> log) : BackgroundService
{
    /// <summary>How long an answer is remembered.</summary>
    public static readonly TimeSpan AnswerAge = TimeSpan.FromDays(30);

    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>Forgets what is old enough, a thousand rows a unit of work; returns how many.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var since = database.Clock.GetUtcNow() - AnswerAge;
        var before = since.ToUnixTimeMilliseconds();
        var total = 0;
        int gone;
        do
        {
            total += gone = await editing.ForgetEditorsAsync(since, cancellationToken);
        }
        while (gone > 0);
        do
        {
            gone = await database.WriteAsync(
                tx => tx.ExecuteAsync(
                    "delete from idempotent_requests where id in (select id from idempotent_requests where created_at < $1 limit 1000)", before),
                cancellationToken);
            total += gone;
        }
        while (gone > 0);
        return total;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, database.Clock);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning(exception, "Old answers could not be forgotten; the next round tries again");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
