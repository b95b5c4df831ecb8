using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Folios;

/// <summary>
/// Writes messages in the unit of work they tell of, and takes them in exactly once and in their order (F9). Between ends of one
/// installation a message arrives in the unit of work that sends it; for another installation it waits for <see cref="FolioExchange"/>.
/// </summary>
internal sealed class FolioPost(LedgerSession session)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Sends what an end has to tell another.</summary>
    public async Task SendAsync<T>(FolioSite site, FolioMessageKind kind, int fromEnd, int toEnd, T body)
    {
        var id = session.NewId();
        var isHere = site.IsHere(toEnd);
        var message = new FolioMessage
        {
            Id = id,
            CompanyId = session.CompanyId,
            FromEnd = fromEnd,
            ToEnd = toEnd,
            // What never leaves takes no part in the order of the line: a branch may move into an installation of its own one day.
            Sequence = isHere ? -id : await NextSequenceAsync(fromEnd, toEnd),
            Kind = kind,
            Payload = JsonSerializer.Serialize(body, Json),
            CreatedAt = session.Now,
            DeliveredAt = isHere ? session.Now : null,
            NextAttemptAt = session.Now,
        };
        session.Db.Add(message);
        await session.SaveAsync();
        if (!isHere)
        {
            session.Transaction.Announce(new Ledger.Foundation.Announcement(FolioNews.ToSend, session.Actor));
        }
        else
        {
            await HandleAsync(Envelope(site.Company.Rut, message, []), _ => Task.FromResult<FolioAuthorization?>(null));
        }
    }

    /// <summary>Takes a message of another installation in, unless it is a repetition.</summary>
    /// <param name="envelope">The message.</param>
    /// <param name="unknown">Gives an authorisation that is not stored here yet, by its digest.</param>
    /// <returns>False when it was taken in before.</returns>
    public async Task<bool> TakeInAsync(FolioEnvelope envelope, Func<string, Task<FolioAuthorization?>> unknown)
    {
        var last = await session.Transaction.QueryFirstAsync(
            """
            insert into folio_channels (id, company_id, from_end, to_end, last_sent, last_received) values ($1, $2, $3, $4, 0, 0)
            on conflict (company_id, from_end, to_end) do update set last_received = folio_channels.last_received
            returning last_received
            """,
            row => row.GetInt64(0), session.NewId(), session.CompanyId, envelope.FromEnd, envelope.ToEnd);
        var hash = HashOf(envelope);
        if (envelope.Sequence <= last)
        {
            await CheckRepetitionAsync(envelope, hash);
            return false;
        }

        if (envelope.Sequence > last + 1)
        {
            throw new DomainException("folio-message.gap", $"Message {last + 1} from {envelope.FromEnd} is missing.", last + 1) { IsConflict = true };
        }

        session.Db.Add(new FolioReception
        {
            Id = session.NewId(),
            CompanyId = session.CompanyId,
            FromEnd = envelope.FromEnd,
            ToEnd = envelope.ToEnd,
            Sequence = envelope.Sequence,
            Kind = envelope.Kind,
            ContentHash = hash,
            ReceivedAt = session.Now,
        });
        await session.SaveAsync();
        await session.Transaction.ExecuteAsync(
            "update folio_channels set last_received = $4 where company_id = $1 and from_end = $2 and to_end = $3",
            session.CompanyId, envelope.FromEnd, envelope.ToEnd, envelope.Sequence);
        await HandleAsync(envelope, unknown);
        return true;
    }

    /// <summary>What a message says.</summary>
    /// <exception cref="DomainException">It makes no sense (<c>folio-message.content</c>).</exception>
    public static T Body<T>(FolioEnvelope envelope)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(envelope.Payload, Json) ?? throw Unintelligible();
        }
        catch (JsonException)
        {
            throw Unintelligible();
        }
    }

    public static DomainException Unintelligible() => new("folio-message.content", "The message makes no sense.");

    public static FolioEnvelope Envelope(string companyRut, FolioMessage message, IReadOnlyList<string> files) => new()
    {
        CompanyRut = companyRut,
        FromEnd = message.FromEnd,
        ToEnd = message.ToEnd,
        Sequence = message.Sequence,
        Kind = message.Kind,
        Payload = message.Payload,
        Files = files,
    };

    private Task HandleAsync(FolioEnvelope envelope, Func<string, Task<FolioAuthorization?>> unknown) => envelope.Kind switch
    {
        FolioMessageKind.Request => new FolioRequests(session).TakeInAsync(envelope.FromEnd, Body<FolioRequestBody>(envelope)),
        FolioMessageKind.Assignment => new FolioArrivals(session).TakeInAsync(envelope.ToEnd, Body<FolioAssignmentBody>(envelope), unknown),
        FolioMessageKind.Return => new FolioReturns(session).TakeBackAsync(envelope.FromEnd, Body<FolioReturnBody>(envelope)),
        _ => throw Unintelligible(),
    };

    private Task<long> NextSequenceAsync(int fromEnd, int toEnd) => session.Transaction.QueryFirstAsync(
        """
        insert into folio_channels (id, company_id, from_end, to_end, last_sent, last_received) values ($1, $2, $3, $4, 1, 0)
        on conflict (company_id, from_end, to_end) do update set last_sent = folio_channels.last_sent + 1
        returning last_sent
        """,
        row => row.GetInt64(0), session.NewId(), session.CompanyId, fromEnd, toEnd);

    private async Task CheckRepetitionAsync(FolioEnvelope envelope, string hash)
    {
        var known = await session.Db.Set<FolioReception>().AsNoTracking().SingleOrDefaultAsync(
            r => r.FromEnd == envelope.FromEnd && r.ToEnd == envelope.ToEnd && r.Sequence == envelope.Sequence);
        if (known?.ContentHash != hash)
        {
            throw new DomainException("folio-message.altered", $"Message {envelope.Sequence} from {envelope.FromEnd} came before with another content.", envelope.Sequence)
            {
                IsConflict = true,
            };
        }
    }

    private static string HashOf(FolioEnvelope envelope) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{envelope.Kind}\u001f{envelope.Payload}")));
}
