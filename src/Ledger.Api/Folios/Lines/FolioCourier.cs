using Ledger.Domain.Folios;
using Ledger.Foundation;
using Microsoft.Extensions.Options;

namespace Ledger.Api.Folios.Lines;

/// <summary>
/// Carries the messages of the circuit to other installations (F9): of each pair of ends one at a time and in order, the pairs and the nodes side by side, so that an
/// end that is away makes no other wait. It looks when a message was written, and every <see cref="FolioLineOptions.SendEvery"/> for those of other processes and
/// for pauses that are over.
/// </summary>
internal sealed class FolioCourier(LedgerDatabase database, FolioDelivery delivery, IOptions<FolioLineOptions> options, ILogger<FolioCourier> log) : BackgroundService
{
    private const int AtOnce = 16;
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Looks at once instead of at the next turn.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            return; // a look is due already: one serves both
        }
    }

    /// <summary>Sends what is due in a company's books, until nothing is left or nothing more goes through.</summary>
    /// <returns>How many messages were delivered.</returns>
    public async Task<int> SendDueAsync(long companyId, CancellationToken cancellationToken)
    {
        var (delivered, sending) = (0, new List<Task<bool>>());
        while (true)
        {
            await BeginAsync(companyId, sending, cancellationToken);
            if (sending.Count == 0)
            {
                return delivered;
            }

            var ended = await Task.WhenAny(sending);
            sending.Remove(ended);
            delivered += await ended ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        database.Listen((transaction, announcement) =>
        {
            if (announcement.Name == FolioNews.ToSend)
            {
                transaction.OnCommitted(Wake);
            }

            return Task.CompletedTask;
        });
        var sending = new List<Task<bool>>();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                sending.RemoveAll(s => s.IsCompleted);
                foreach (var company in await database.QueryAsync("select distinct company_id from folio_messages where delivered_at is null", row => row.GetInt64(0)))
                {
                    await BeginAsync(company, sending, stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "The messages of the folio circuit could not be looked at; it is tried again");
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            await ((Task)_wake.WaitAsync(options.Value.SendEvery, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await ((Task)Task.WhenAll(sending)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Takes what is due while there is room; what does not fit follows when one of those has ended.
    private async Task BeginAsync(long companyId, List<Task<bool>> sending, CancellationToken cancellationToken)
    {
        while (sending.Count(s => !s.IsCompleted) < AtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await delivery.TakeAsync(companyId) is not { } message)
            {
                return;
            }

            sending.Add(CarryAsync(companyId, message, cancellationToken));
        }
    }

    private async Task<bool> CarryAsync(long companyId, FolioMessage message, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            return await delivery.SendAsync(companyId, message, cancellationToken);
        }
        finally
        {
            Wake(); // the next of this pair, or one that had no room
        }
    }
}
