using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Folios;

/// <summary>Who is to be mailed today about folios that do not come: at most one mail a day, end and request (F5).</summary>
public sealed class FolioMails(LedgerSession session)
{
    /// <summary>
    /// Takes the mails that are due at an end and marks them as sent in the same unit of work: whoever commits it has promised to send them. At the
    /// branch from the day after asking until folios come; at head office from the first time that it could not assign until it can.
    /// </summary>
    /// <returns>The mails; none, and nothing is marked, while no recipients are configured.</returns>
    public async Task<IReadOnlyList<FolioMail>> TakeDueAsync(FolioEnd end)
    {
        var site = await FolioSite.LoadAsync(session);
        var recipients = end == FolioEnd.Branch ? site.Parameters.BranchMailRecipients : site.Parameters.HeadOfficeMailRecipients;
        return recipients.Count == 0 ? [] : end == FolioEnd.Branch ? await AtBranchAsync(site, recipients) : await AtHeadOfficeAsync(site, recipients);
    }

    private async Task<List<FolioMail>> AtBranchAsync(FolioSite site, IReadOnlyList<string> recipients)
    {
        var today = site.Today;
        var due = await session.Db.Set<FolioRequest>().AsNoTracking()
            .Where(r => r.State == FolioRequestState.Unmet && r.RequestedOn < today && (r.MailedOn == null || r.MailedOn < today)).OrderBy(r => r.Id).ToListAsync();
        var mails = new List<FolioMail>();
        foreach (var r in due)
        {
            if (await MarkAsync("update folio_requests set mailed_on = $2 where id = $1 and state = 'Unmet' and (mailed_on is null or mailed_on < $2)", r.Id, today))
            {
                var branch = await FolioSite.BranchAsync(session, r.BranchId);
                mails.Add(new FolioMail(
                    FolioEnd.Branch, today, recipients, r.RequestKey, branch.Code, branch.Name, r.DocumentType, r.Workstation, r.Reason, r.RequestedAt, null));
            }
        }

        return mails;
    }

    private async Task<List<FolioMail>> AtHeadOfficeAsync(FolioSite site, IReadOnlyList<string> recipients)
    {
        var today = site.Today;
        var due = await session.Db.Set<FolioCentralRequest>().AsNoTracking()
            .Where(r => r.State == FolioCentralRequestState.Pending && r.TriedAt != null && (r.MailedOn == null || r.MailedOn < today)).OrderBy(r => r.Id).ToListAsync();
        var mails = new List<FolioMail>();
        foreach (var r in due)
        {
            if (await MarkAsync("update folio_central_requests set mailed_on = $2 where id = $1 and state = 'Pending' and (mailed_on is null or mailed_on < $2)", r.Id, today))
            {
                var branch = await FolioSite.BranchAsync(session, r.BranchId);
                mails.Add(new FolioMail(
                    FolioEnd.HeadOffice, today, recipients, r.RequestKey, branch.Code, branch.Name, r.DocumentType, r.Workstation, r.Reason, r.ReceivedAt, r.Obstacle));
            }
        }

        return mails;
    }

    // Two who take at once: the row lets one have it.
    private async Task<bool> MarkAsync(string sql, long id, DateOnly today) => await session.Transaction.ExecuteAsync(sql, id, Stored.Of(today)) == 1;
}
