using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.Folios;
using Ledger.Workflows;
using Ledger.Workflows.Activities;

namespace Ledger.Activities.Folios;

/// <summary>Asks head office for folios by hand (F7); the run then has the request's key as its business key, by which <see cref="FolioNews.Arrived"/> finds it.</summary>
[Activity("Ledger.RequestFolios", Icon = "request", Category = "Folios", Outcomes = ["Requested", Refused])]
public sealed class RequestFolios : LedgerActivity
{
    /// <summary>The branch, by code.</summary>
    [Input(UIHint = "dropdown", OptionsFrom = "branches", Required = true, Order = 0)]
    public Input<int?>? BranchCode { get; set; }

    /// <summary>The document kind, by the tax authority's number.</summary>
    [Input(UIHint = "dropdown", OptionsFrom = "folio-kinds", Required = true, Order = 1)]
    public Input<int>? DocumentType { get; set; }

    /// <summary>The workstation; empty where a branch has one book of the kind.</summary>
    [Input(Order = 2)]
    public Input<string?>? Workstation { get; set; }

    /// <summary>What both ends call the request.</summary>
    [Output]
    public Output<string>? RequestKey { get; set; }

    /// <inheritdoc/>
    protected override async Task<string> RunAsync(ActivityContext context, LedgerSession session)
    {
        var branch = await FolioInput.RequireBranchAsync(session, context.Get(BranchCode));
        var key = await new FolioRequests(session).RequestAsync(branch.Id, context.Get(DocumentType), context.Get(Workstation) ?? string.Empty);
        context.Set(RequestKey, key);
        context.Workflow.CorrelationId = key;
        return "Requested";
    }
}
