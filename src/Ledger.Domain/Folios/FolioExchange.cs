using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Folios;

/// <summary>
/// The ends of the line between two installations (F9): what one has to send next, and the door through which the other takes it in.
/// What carries it between them does not matter here: a repetition does nothing, and a message that is out of turn is refused.
/// </summary>
public sealed class FolioExchange(LedgerSession session, IFolioKeyVault vault, FolioAuthorityKeys keys)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The messages that may be sent now: of each pair of ends the oldest that was not delivered, when its pause is over. The next of
    /// the pair follows when this one was delivered, so that the order is kept.
    /// </summary>
    public async Task<IReadOnlyList<FolioMessage>> DueAsync()
    {
        // The waiting ones are read once and by their index, however many were delivered before: an end may be away for months.
        var waiting = session.Db.Set<FolioMessage>().AsNoTracking().Where(m => m.DeliveredAt == null);
        var heads = await waiting.GroupBy(m => new { m.FromEnd, m.ToEnd }).Select(g => new { g.Key.FromEnd, g.Key.ToEnd, Sequence = g.Min(m => m.Sequence) })
            .Join(waiting, h => new { h.FromEnd, h.ToEnd, h.Sequence }, m => new { m.FromEnd, m.ToEnd, m.Sequence }, (_, m) => m)
            .OrderBy(m => m.NextAttemptAt).ToListAsync();
        return [.. heads.Where(m => m.NextAttemptAt <= session.Now)];
    }

    /// <summary>
    /// Takes a message that is due for one sender: nobody else gets it until the lease ends, or it was delivered or failed. A sender that dies
    /// leaves it to the next one.
    /// </summary>
    /// <returns>The message; null when none is due.</returns>
    public async Task<FolioMessage?> TakeAsync(TimeSpan lease)
    {
        foreach (var message in await DueAsync())
        {
            if (await session.Transaction.ExecuteAsync(
                "update folio_messages set next_attempt_at = $2 where id = $1 and delivered_at is null and next_attempt_at <= $3",
                message.Id, Stored.Of(session.Now + lease), Stored.Of(session.Now)) == 1)
            {
                return message;
            }
        }

        return null;
    }

    /// <summary>Makes all that waits due at once, because a person asks for it.</summary>
    /// <returns>How many messages wait.</returns>
    public Task<int> HurryAsync() => session.Transaction.ExecuteAsync(
        "update folio_messages set next_attempt_at = $2 where company_id = $1 and delivered_at is null", session.CompanyId, Stored.Of(session.Now));

    /// <summary>
    /// Sends again from a message that the other end says it lacks, because its books were restored from an older backup: what was delivered then counts as not
    /// delivered, and follows in its order. Once at once; when the same message is out of turn again, after a pause, so that two ends that never agree do not race.
    /// </summary>
    /// <param name="messageId">The message that was out of turn there.</param>
    /// <param name="sequence">The one that is missing.</param>
    /// <param name="reason">What people read meanwhile at those that wait.</param>
    /// <returns>False when the missing one, or one between the two, is not here: then only a person can help, and nothing is changed.</returns>
    public async Task<bool> ResendFromAsync(long messageId, long sequence, string reason)
    {
        var message = await FindAsync(messageId);
        var between = session.Db.Set<FolioMessage>().Where(
            m => m.FromEnd == message.FromEnd && m.ToEnd == message.ToEnd && m.Sequence >= sequence && m.Sequence < message.Sequence);
        if (message.DeliveredAt is not null || sequence < 1 || sequence >= message.Sequence || await between.CountAsync() != message.Sequence - sequence)
        {
            return false;
        }

        var next = message.Attempts == 0 ? session.Now : session.Now + FirstPause;
        message.Attempts++;
        message.LastError = Cut(reason);
        await session.SaveAsync();
        await session.Transaction.ExecuteAsync(
            """
            update folio_messages set delivered_at = null, next_attempt_at = $5, last_error = $7
            where company_id = $1 and from_end = $2 and to_end = $3 and sequence >= $4 and sequence <= $6
            """,
            session.CompanyId, message.FromEnd, message.ToEnd, sequence, Stored.Of(next), message.Sequence, Cut(reason));
        session.Audit("folio-message.resent", "folio-message", messageId, new { message.FromEnd, message.ToEnd, from = sequence, to = message.Sequence });
        return true;
    }

    /// <summary>A message as it travels, with the complete files whose numbers it sends.</summary>
    /// <exception cref="DomainException">There is no such message, or a private key cannot be opened.</exception>
    public async Task<FolioEnvelope> OpenAsync(long messageId)
    {
        var message = await FindAsync(messageId);
        var files = new List<string>();
        if (message.Kind == FolioMessageKind.Assignment)
        {
            var body = FolioPost.Body<FolioAssignmentBody>(FolioPost.Envelope(string.Empty, message, []));
            foreach (var digest in body.Parts.Select(p => p.Digest).Distinct())
            {
                var authorization = await session.Db.Set<FolioAuthorization>().AsNoTracking().SingleAsync(a => a.Digest == digest);
                files.Add(await FolioAuthorizations.FileAsync(session, vault, authorization));
            }
        }

        return FolioPost.Envelope((await FolioSite.LoadAsync(session)).Company.Rut, message, files);
    }

    /// <summary>Notes that the other end has a message.</summary>
    public async Task DeliveredAsync(long messageId)
    {
        var message = await FindAsync(messageId);
        message.DeliveredAt ??= session.Now;
        message.LastError = null;
        await session.SaveAsync();
    }

    /// <summary>Notes that sending failed: it is tried again after a pause that doubles from 15 seconds to half an hour, for as long as it takes.</summary>
    /// <remarks>Nothing is noted of a message that somebody else delivered meanwhile.</remarks>
    public async Task FailedAsync(long messageId, string error)
    {
        var message = await FindAsync(messageId);
        if (message.DeliveredAt is not null)
        {
            return;
        }

        var pause = FirstPause * Math.Pow(2, Math.Min(message.Attempts, 10));
        message.Attempts++;
        message.NextAttemptAt = session.Now + (pause < LongestPause ? pause : LongestPause);
        message.LastError = Cut(error);
        await session.SaveAsync();
    }

    /// <summary>Takes in a message of another installation. The caller has made sure that it comes from the end it says.</summary>
    /// <returns>False when it was taken in before: the sender may count it as delivered.</returns>
    /// <exception cref="DomainException">
    /// It is of another company or for another installation, out of turn, differs from what came under its number, or brings folios
    /// whose authorisation the tax authority did not sign or that are in another place here (<c>folio-message.*</c>). Nothing is changed.
    /// </exception>
    public async Task<bool> ReceiveAsync(FolioEnvelope envelope)
    {
        var site = await FolioSite.LoadAsync(session);
        if (envelope.CompanyRut != site.Company.Rut)
        {
            throw new DomainException("folio-message.company", "The message is of another company.") { IsConflict = true };
        }

        if (!site.IsHere(envelope.ToEnd) || site.IsHere(envelope.FromEnd) || (envelope.ToEnd == FolioSite.HeadOffice) == (envelope.FromEnd == FolioSite.HeadOffice))
        {
            throw new DomainException("folio-message.address", "The message is not for this installation.") { IsConflict = true };
        }

        var files = new Lazy<IReadOnlyDictionary<string, Caf>>(() => Read(envelope.Files));
        return await new FolioPost(session).TakeInAsync(envelope, digest => StoreAsync(site, files.Value, digest));
    }

    private static string Cut(string text) => text[..Math.Min(text.Length, ColumnSizes.Remarks)];

    private async Task<FolioMessage> FindAsync(long messageId) =>
        await session.FindLockedAsync<FolioMessage>("folio_messages", messageId) ?? throw Checks.NotFound("folio-message", messageId);

    // Read once for all the parts of a message. One that is no folio file spoils them all: no installation of ours sends it.
    private static Dictionary<string, Caf> Read(IReadOnlyList<string> files)
    {
        var found = new Dictionary<string, Caf>();
        try
        {
            foreach (var file in files)
            {
                var caf = CafReader.Read(Encoding.Latin1.GetBytes(file));
                found[caf.Digest] = caf;
            }
        }
        catch (CafException)
        {
            found.Clear();
        }

        return found;
    }

    // A branch trusts the tax authority, not the line: what comes with a message is checked like an import.
    private async Task<FolioAuthorization?> StoreAsync(FolioSite site, IReadOnlyDictionary<string, Caf> files, string digest)
    {
        if (files.GetValueOrDefault(digest) is not { } caf)
        {
            return null;
        }

        var key = keys.Find(caf.KeyId);
        var pair = CafSignature.CheckPair(caf);
        if (key is null || key.Environment != site.Parameters.Environment || caf.Rut != site.Company.Rut
            || CafSignature.Check(caf, key) is not null || pair == FolioVerdict.KeyMismatch)
        {
            return null;
        }

        await FolioRanges.LockSeriesAsync(session, key.Environment, caf.DocumentType);
        return await FolioAuthorizations.StoreAsync(
            session, vault, caf, key.Environment, FolioKinds.ExpiresOn(caf.DocumentType, caf.AuthorizedOn, site.Parameters.ExpiryMonths),
            FolioOrigin.Received, pair == FolioVerdict.Accepted);
    }
}
