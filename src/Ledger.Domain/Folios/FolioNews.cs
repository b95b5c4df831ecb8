using System.Text.Json.Nodes;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Folios;

/// <summary>What the circuit announces, so that a process need not wait for its next schedule (F4, F7).</summary>
public static class FolioNews
{
    /// <summary>At head office: a request and folios for it may be there. Announced by a request, an import and a return, while assignment is automatic.</summary>
    public const string ToAssign = "folios.to-assign";

    /// <summary>At a branch: folios came. Its key is the request's.</summary>
    public const string Arrived = "folios.arrived";

    /// <summary>A message for another installation was written.</summary>
    public const string ToSend = "folios.to-send";

    /// <summary>Announces that head office has a request of a kind to look at, if it has one and assignment is automatic.</summary>
    internal static async Task AnnounceToAssignAsync(LedgerSession session, FolioParameters parameters, int documentType)
    {
        if (parameters.AutomaticAssignment && await session.Db.Set<FolioCentralRequest>().AsNoTracking()
            .AnyAsync(r => r.State == FolioCentralRequestState.Pending && r.DocumentType == documentType))
        {
            session.Transaction.Announce(new Announcement(ToAssign, session.Actor, Detail: new JsonObject { ["documentType"] = documentType }));
        }
    }

    internal static void AnnounceArrived(LedgerSession session, string requestKey) =>
        session.Transaction.Announce(new Announcement(Arrived, session.Actor, requestKey));
}
