using Ledger.Domain;
using Ledger.Domain.Companies;
using Ledger.Domain.Folios;
using Ledger.Foundation;
using Ledger.Foundation.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Ledger.Api.Folios.Lines;

/// <summary>
/// Carries the messages of the circuit to other installations (F9): one at a time and pair of ends in their order, in all nodes side by side, again after a pause
/// that doubles for as long as the other end is away. What fails is noted with a reason that people understand.
/// </summary>
internal sealed class FolioCourier(
    LedgerDatabase database, FolioLines lines, FolioWire wire, IFolioKeyVault vault, FolioAuthorityKeys keys, MessageCatalog texts,
    IOptions<FolioLineOptions> options, ILogger<FolioCourier> log) : BackgroundService
{
    private const int SendsMax = 1_000;
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Looks at once instead of at the next turn.</summary>
    public void Wake()
    {
        if (_wake.CurrentCount == 0)
        {
            try
            {
                _wake.Release();
            }
            catch (SemaphoreFullException)
            {
                return; // another did it at the same moment: one look serves both
            }
        }
    }

    /// <summary>Sends what is due in a company's books, until nothing is left or nothing more goes through.</summary>
    /// <returns>How many messages were delivered.</returns>
    public async Task<int> SendDueAsync(long companyId, CancellationToken cancellationToken)
    {
        var delivered = 0;
        for (var sent = 0; sent < SendsMax; sent++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var message = await WriteAsync(companyId, exchange => exchange.TakeAsync(options.Value.SendTimeout * 2));
            if (message is null)
            {
                break;
            }

            delivered += await SendAsync(companyId, message, cancellationToken) ? 1 : 0;
        }

        return delivered;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (lines.All.Count == 0)
        {
            return;
        }

        database.Listen((transaction, announcement) =>
        {
            if (announcement.Name == FolioNews.ToSend)
            {
                transaction.OnCommitted(Wake);
            }

            return Task.CompletedTask;
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var company in await database.QueryAsync("select distinct company_id from folio_messages where delivered_at is null", row => row.GetInt64(0)))
                {
                    await SendDueAsync(company, stoppingToken);
                }

                await _wake.WaitAsync(options.Value.SendEvery, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "The messages of the folio circuit could not be looked at; it is tried again");
                await Task.Delay(options.Value.SendEvery, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> SendAsync(long companyId, FolioMessage message, CancellationToken cancellationToken)
    {
        string reason;
        try
        {
            var rut = await database.ReadAsync(companyId, db => db.Set<Company>().Where(c => c.Id == companyId).Select(c => c.Rut).SingleAsync(cancellationToken), cancellationToken);
            if (lines.Find(rut, message.ToEnd) is not { } line)
            {
                reason = Text("folio-line.none", message.ToEnd, FolioLines.Section);
            }
            else
            {
                var envelope = await WriteAsync(companyId, exchange => exchange.OpenAsync(message.Id));
                var answer = await wire.SendAsync(line, envelope, cancellationToken);
                if (answer.IsDelivered)
                {
                    await WriteAsync(companyId, exchange => Done(exchange.DeliveredAsync(message.Id)));
                    return true;
                }

                if (answer.Missing is { } missing && await WriteAsync(companyId, exchange => exchange.ResendFromAsync(message.Id, missing)))
                {
                    log.LogWarning("End {End} lacks the messages from {Missing} on; they are sent again", message.ToEnd, missing);
                    return false;
                }

                reason = answer.Reason;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            reason = e is OperationCanceledException ? Text("folio-line.timeout", options.Value.SendTimeout.TotalSeconds) : Text("folio-line.unreachable", Innermost(e));
        }
        catch (DomainException refusal)
        {
            reason = texts.Find(refusal.Code, Languages.Default, refusal.Arguments) ?? refusal.Message;
        }

        log.LogWarning("Message {Sequence} to end {End} was not delivered: {Reason}", message.Sequence, message.ToEnd, reason);
        await WriteAsync(companyId, exchange => Done(exchange.FailedAsync(message.Id, reason)));
        return false;
    }

    private Task<T> WriteAsync<T>(long companyId, Func<FolioExchange, Task<T>> work) =>
        database.WriteAsync(Actor.System(companyId, "folio-line"), session => work(new FolioExchange(session, vault, keys)));

    private static async Task<bool> Done(Task work)
    {
        await work;
        return true;
    }

    private string Text(string code, params object?[] arguments) => texts.Find(code, Languages.Default, arguments) ?? code;

    private static string Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception.Message;
}
