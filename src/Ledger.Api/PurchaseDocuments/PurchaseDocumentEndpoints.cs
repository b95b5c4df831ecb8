using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Suppliers;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.PurchaseDocuments;

/// <summary>Purchase documents (features.md C12, C13) and their classifications.</summary>
internal static class PurchaseDocumentEndpoints
{
    private static readonly Sorts<PurchaseDocument> Sorting = new()
    {
        ["issueDate"] = d => d.IssueDate,
        ["number"] = d => d.Number,
        ["total"] = d => d.Total,
        ["openAmount"] = d => d.OpenAmount,
        ["state"] = d => d.State,
        ["createdAt"] = d => d.CreatedAt,
    };

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/purchase-documents").WithTags("purchase-documents");
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.Reads).WithSummary("Documents; sortable by issueDate, number, total, openAmount, state, createdAt.");
        group.MapGet("/{id:long}", GetAsync).RequireAuthorization(Policies.Reads).WithSummary("A document with instalments, other taxes and allocations.");
        group.MapPost("/", RegisterAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>().WithSummary("Registers a document.");
        group.MapPut("/{id:long}/issue-date", ChangeIssueDateAsync).RequireAuthorization(Policies.Enters).WithSummary("Changes the issue date.");
        group.MapPut("/{id:long}/accounting-date", ChangeAccountingDateAsync).RequireAuthorization(Policies.Enters).WithSummary("Changes the accounting date.");
        group.MapPut("/{id:long}/purchase-kind", ChangeKindAsync).RequireAuthorization(Policies.Enters).WithSummary("Changes the purchase kind.");
        group.MapPut("/{id:long}/installments", RedistributeAsync).RequireAuthorization(Policies.Enters).WithSummary("Spreads what is pending over other dates and amounts.");
        group.MapPut("/{id:long}/classification", ClassifyAsync).RequireAuthorization(Policies.Enters).WithSummary("Puts a document into a classification, or into none.");
        group.MapPut("/{id:long}/difference", SetDifferenceAsync).RequireAuthorization(Policies.Enters).WithSummary("Notes an amount that differs from what was agreed.");
        group.MapPost("/{id:long}/difference/resolve", ResolveAsync).RequireAuthorization(Policies.Enters).WithSummary("Takes the mark of differences off.");
        group.MapPost("/{id:long}/annul", AnnulAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>().WithSummary("Annuls a document.");
        group.MapPost("/authorize", AuthorizeAsync).RequireAuthorization(Policies.Approves).WithSummary("Authorises documents for payment, all or none.");
        group.MapPost("/withdraw-authorization", WithdrawAsync).RequireAuthorization(Policies.Approves).WithSummary("Withdraws the authorisation for payment, all or none.");
        var classifications = api.MapGroup("/classifications").WithTags("classifications");
        classifications.MapGet("/", ClassificationsAsync).RequireAuthorization(Policies.Reads).WithSummary("The classifications, by code.");
        classifications.MapPost("/", AddClassificationAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>().WithSummary("Adds a classification.");
    }

    private static async Task<Answer<Page<PurchaseDocumentView>>> ListAsync(
        [AsParameters] PageQuery page, [AsParameters] DocumentFilter filter, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, async db =>
        {
            var found = await filter.Apply(db.Set<PurchaseDocument>()).PageAsync(page, Sorting, d => d.Id, d => d);
            var ids = found.Items.Select(d => d.SupplierId).Distinct().ToList();
            var suppliers = await db.Set<Supplier>().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id);
            return new Page<PurchaseDocumentView>(
                [.. found.Items.Select(d => new PurchaseDocumentView(d, suppliers[d.SupplierId].Code, suppliers[d.SupplierId].Name))], found.TotalCount);
        }));

    private static async Task<Answer<PurchaseDocumentDetail>> GetAsync(long id, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, async db => new PurchaseDocumentDetail(
            await db.Set<PurchaseDocument>().SingleOrDefaultAsync(d => d.Id == id)
                ?? throw new RequestRefusedException(404, "purchase-document.not-found", $"There is no document {id}.", id),
            await db.Set<Installment>().Where(i => i.DocumentId == id).OrderBy(i => i.Number).ToListAsync(),
            await db.Set<DocumentOtherTax>().Where(t => t.DocumentId == id).OrderBy(t => t.Code).ToListAsync(),
            await db.Set<Allocation>().Where(a => a.DocumentId == id).OrderBy(a => a.Id).ToListAsync())));

    private static Task<Answer<PurchaseDocument>> RegisterAsync(NewPurchaseDocument document, UnitOfWork work) =>
        work.RunAsync(session => new PurchaseDocumentService(session).RegisterAsync(document));

    private static Task<Answer<Done>> ChangeIssueDateAsync(long id, DateRequest request, UnitOfWork work) =>
        work.RunAsync(session => new DocumentChanges(session).ChangeIssueDateAsync(id, request.Date));

    private static Task<Answer<Done>> ChangeAccountingDateAsync(long id, DateRequest request, UnitOfWork work) =>
        work.RunAsync(session => new DocumentChanges(session).ChangeAccountingDateAsync(id, request.Date));

    private static Task<Answer<Done>> ChangeKindAsync(long id, PurchaseKindRequest request, UnitOfWork work) =>
        work.RunAsync(session => new DocumentChanges(session).ChangePurchaseKindAsync(id, request.PurchaseKind));

    private static Task<Answer<Done>> RedistributeAsync(long id, InstallmentsRequest request, UnitOfWork work) =>
        work.RunAsync(session => new DocumentChanges(session).RedistributeAsync(id, request.Installments));

    private static Task<Answer<Done>> ClassifyAsync(long id, ClassificationRequest request, UnitOfWork work) =>
        work.RunAsync(session => new PurchaseDocumentService(session).ClassifyAsync(id, request.ClassificationId));

    private static Task<Answer<Done>> SetDifferenceAsync(long id, DifferenceRequest request, UnitOfWork work) =>
        work.RunAsync(session => new PurchaseDocumentService(session).SetDifferenceAsync(id, request.Amount));

    private static Task<Answer<Done>> ResolveAsync(long id, ReasonRequest request, UnitOfWork work) =>
        work.RunAsync(session => new PurchaseDocumentService(session).ResolveDifferenceAsync(id, request.Reason));

    private static Task<Answer<Done>> AnnulAsync(long id, ReasonRequest request, UnitOfWork work) =>
        work.RunAsync(session => new PurchaseDocumentService(session).AnnulAsync(id, request.Reason));

    private static Task<Answer<Done>> AuthorizeAsync(DocumentIds request, UnitOfWork work) =>
        work.RunAsync(session => new PurchaseDocumentService(session).AuthorizeAsync(request.Ids));

    private static Task<Answer<Done>> WithdrawAsync(DocumentIds request, UnitOfWork work) =>
        work.RunAsync(session => new PurchaseDocumentService(session).WithdrawAuthorizationAsync(request.Ids));

    private static async Task<Answer<List<Classification>>> ClassificationsAsync(Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db => db.Set<Classification>().OrderBy(c => c.Code).ToListAsync()));

    private static Task<Answer<Classification>> AddClassificationAsync(NewClassification request, UnitOfWork work) =>
        work.RunAsync(session => new PurchaseDocumentService(session).AddClassificationAsync(request.Code, request.Name));
}
