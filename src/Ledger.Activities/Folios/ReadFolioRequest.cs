using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.Folios;
using Ledger.Workflows.Activities;

namespace Ledger.Activities.Folios;

/// <summary>Reads a branch's request for folios and goes on at the port of its state (F7, F8).</summary>
[Activity("Ledger.ReadFolioRequest", Icon = "read", Category = "Folios", Outcomes = ["Met", "Unmet", Refused])]
public sealed class ReadFolioRequest : LedgerActivity
{
    /// <summary>What both ends call the request.</summary>
    [Input(Required = true, Order = 0)]
    public Input<string>? RequestKey { get; set; }

    /// <summary>What a task shows of it: branch, kind, workstation, when it was asked and met, and how many folios came.</summary>
    [Output]
    public Output<JsonObject>? Summary { get; set; }

    /// <inheritdoc/>
    protected override async Task<string> RunAsync(ActivityContext context, LedgerSession session)
    {
        var standing = await new FolioRequests(session).FindAsync(context.Get(RequestKey) ?? string.Empty);
        context.Set(Summary, new JsonObject
        {
            ["requestKey"] = standing.Request.RequestKey,
            ["branch"] = string.Create(CultureInfo.InvariantCulture, $"{standing.Branch.Code} – {standing.Branch.Name}"),
            ["documentType"] = standing.Request.DocumentType,
            ["workstation"] = standing.Request.Workstation,
            ["requestedAt"] = standing.Request.RequestedAt.ToString("O", CultureInfo.InvariantCulture),
            ["requestedBy"] = standing.Request.RequestedBy,
            ["metAt"] = standing.Request.MetAt?.ToString("O", CultureInfo.InvariantCulture),
            ["folios"] = standing.Received,
            ["hasBook"] = standing.Request.BookId is not null,
        });
        return standing.Request.State.ToString();
    }
}
