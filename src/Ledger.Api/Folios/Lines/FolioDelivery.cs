using System.Security.Authentication;
using Ledger.Domain;
using Ledger.Domain.Companies;
using Ledger.Domain.Folios;
using Ledger.Foundation;
using Ledger.Foundation.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Ledger.Api.Folios.Lines;

/// <summary>One message on its way to another installation (F9): taken, opened, sent, and noted how it went, with a reason that people understand when it did not go through.</summary>
internal sealed class FolioDelivery(
    LedgerDatabase database, FolioLines lines, FolioWire wire, IFolioKeyVault vault, FolioAuthorityKeys keys, MessageCatalog texts,
    IOptions<FolioLineOptions> options, ILogger<FolioDelivery> log)
{
    /// <summary>Takes a message that is due; nobody else sends it for twice the time that sending may take.</summary>
    /// <returns>The message; null when none is due.</returns>
    public Task<FolioMessage?> TakeAsync(long companyId) => WriteAsync(companyId, exchange => exchange.TakeAsync(options.Value.SendTimeout * 2));

    /// <summary>Sends a message. Whatever goes wrong is noted at the message, which is tried again later.</summary>
    /// <returns>True when the other end has it.</returns>
    /// <exception cref="OperationCanceledException">The server stops; the message is tried again once its lease is over.</exception>
    public async Task<bool> SendAsync(long companyId, FolioMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var (isDelivered, reason) = await TryAsync(companyId, message, cancellationToken);
            if (reason is null)
            {
                return isDelivered;
            }

            log.LogWarning("Message {Sequence} to end {End} was not delivered: {Reason}", message.Sequence, message.ToEnd, reason);
            await WriteAsync(companyId, exchange => Done(exchange.FailedAsync(message.Id, reason)));
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The books themselves do not answer: the message comes again when its lease ends, and the others go on.
            log.LogError(e, "How message {Sequence} to end {End} went could not be noted; it is sent again", message.Sequence, message.ToEnd);
        }

        return false;
    }

    // Without a reason there is nothing to note: it is delivered, or the missing ones before it go first.
    private async Task<(bool IsDelivered, string? Reason)> TryAsync(long companyId, FolioMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var rut = await database.ReadAsync(companyId, db => db.Set<Company>().Where(c => c.Id == companyId).Select(c => c.Rut).SingleAsync(cancellationToken), cancellationToken);
            if (lines.Find(rut, message.ToEnd) is not { } line)
            {
                return (false, Text("folio-line.none", message.ToEnd, FolioLines.Section));
            }

            var envelope = await WriteAsync(companyId, exchange => exchange.OpenAsync(message.Id));
            var answer = await wire.SendAsync(line, envelope, cancellationToken);
            if (answer.IsDelivered)
            {
                await WriteAsync(companyId, exchange => Done(exchange.DeliveredAsync(message.Id)));
                return (true, null);
            }

            return (false, answer.Missing is { } missing ? await ResendAsync(companyId, message, missing, answer.Reason) : answer.Reason);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return (false, Text("folio-line.timeout", options.Value.SendTimeout.TotalSeconds));
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException untrusted)
        {
            return (false, Text("folio-line.certificate", untrusted.Message));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (false, Text("folio-line.unreachable", e.GetBaseException().Message));
        }
        catch (DomainException refusal)
        {
            return (false, texts.Find(refusal.Code, Languages.Default, refusal.Arguments) ?? refusal.Message);
        }
        catch (Exception e)
        {
            log.LogError(e, "Message {Sequence} to end {End} could not be sent", message.Sequence, message.ToEnd);
            return (false, Text("folio-line.unexpected", e.GetType().Name));
        }
    }

    private async Task<string?> ResendAsync(long companyId, FolioMessage message, long missing, string told)
    {
        if (!await WriteAsync(companyId, exchange => exchange.ResendFromAsync(message.Id, missing, Text("folio-line.resent", missing))))
        {
            return told;
        }

        log.LogWarning("End {End} lacks the messages from {Missing} on, as after a restore of its backup; they are sent again", message.ToEnd, missing);
        return null;
    }

    private Task<T> WriteAsync<T>(long companyId, Func<FolioExchange, Task<T>> work) =>
        database.WriteAsync(Actor.System(companyId, "folio-line"), session => work(new FolioExchange(session, vault, keys)));

    private static async Task<bool> Done(Task work)
    {
        await work;
        return true;
    }

    private string Text(string code, params object?[] arguments) => texts.Find(code, Languages.Default, arguments) ?? code;
}
