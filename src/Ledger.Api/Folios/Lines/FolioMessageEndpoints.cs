using System.Net;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.Folios;
using Ledger.Foundation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Ledger.Api.Folios.Lines;

/// <summary>The door for messages of other installations, and what a person may do for those that wait (F9).</summary>
internal static class FolioMessageEndpoints
{
    /// <summary>The refusal of a message whose turn it is not: the one before is missing.</summary>
    public const string GapCode = "folio-message.gap";

    private const int BodyMax = 16 * 1024 * 1024;
    private const int FilesMax = 2_000;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/folios/messages").WithTags("folios");
        group.MapPost("/", ReceiveAsync).RequireAuthorization(Policies.Enters).WithMetadata(new RequestSizeLimitAttribute(BodyMax))
            .WithSummary("Takes in a message of another installation: over HTTPS, with the API key of the user who speaks for that end. A repetition does nothing.");
        group.MapPost("/send", SendAsync).RequireAuthorization(Policies.Owns).WithSummary("Sends what waits for other installations now, without waiting for its pause to end.");
    }

    private static async Task<Answer<FolioReceptionAnswer>> ReceiveAsync(
        FolioEnvelope envelope, Caller caller, HttpContext http, UnitOfWork work, FolioLines lines, IFolioKeyVault vault, FolioAuthorityKeys keys, IOptions<FolioLineOptions> options)
    {
        if (!http.Request.IsHttps && !options.Value.TakesPlainHttp && !(http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)))
        {
            throw new RequestRefusedException(400, "folio-line.plain", "Messages of the folio circuit are taken over HTTPS only.");
        }

        var rut = caller.Companies.First(c => c.Id == caller.Company).Rut;
        if (lines.Find(rut, envelope.FromEnd) is not { } line || !string.Equals(line.User, caller.UserName, StringComparison.OrdinalIgnoreCase))
        {
            throw new RequestRefusedException(403, "folio-line.stranger", $"{caller.UserName} does not speak for end {envelope.FromEnd}.", null, caller.UserName, envelope.FromEnd);
        }

        if (envelope.Payload is null || envelope.Files is null || envelope.Files.Count > FilesMax || envelope.Files.Any(f => f is null or { Length: > FolioFile.BytesMax }))
        {
            throw new DomainException("folio-message.content", "The message makes no sense.");
        }

        // The vault may have to make a key of its own, which is a unit of work: within that of the message it would wait for itself.
        _ = vault.Seal("ready", "ready");
        return await work.RunAsync(async session => new FolioReceptionAnswer(await new FolioExchange(session, vault, keys).ReceiveAsync(envelope)));
    }

    private static async Task<Answer<FolioSendAnswer>> SendAsync(Caller caller, LedgerDatabase database, IFolioKeyVault vault, FolioAuthorityKeys keys, FolioCourier courier)
    {
        var waiting = await database.WriteAsync(caller.Actor, session => new FolioExchange(session, vault, keys).HurryAsync());
        courier.Wake();
        return new(new FolioSendAnswer(waiting));
    }
}

/// <summary>Whether a message is new here, or was taken in before.</summary>
internal sealed record FolioReceptionAnswer(bool IsNew);

/// <summary>How many messages wait to be sent.</summary>
internal sealed record FolioSendAnswer(int Waiting);
