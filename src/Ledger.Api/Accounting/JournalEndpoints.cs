using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Accounting;

/// <summary>Journal entries (features.md G2): looking at them, entering one by hand, reversing one.</summary>
internal static class JournalEndpoints
{
    private static readonly Sorts<JournalEntry> Sorting = new()
    {
        ["number"] = e => e.Number,
        ["date"] = e => e.Date,
        ["postedAt"] = e => e.PostedAt,
        ["total"] = e => e.TotalDebit,
    };

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/journal-entries").WithTags("journal");
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.Reads).WithSummary("Entries; sortable by number, date, postedAt, total.");
        group.MapGet("/{id:long}", GetAsync).RequireAuthorization(Policies.Reads).WithSummary("An entry with its lines, in local currency.");
        group.MapPost("/", PostAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>().WithSummary("Posts an entry; it must balance.");
        group.MapPost("/{id:long}/reverse", ReverseAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>()
            .WithSummary("Posts the reversal of an entry; posted entries are never changed.");
    }

    private static async Task<Answer<Page<JournalEntry>>> ListAsync(
        [AsParameters] PageQuery page, DateOnly? from, DateOnly? to, EntrySource? source, long? sourceId, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db =>
        {
            var rows = db.Set<JournalEntry>().AsQueryable();
            rows = from is null ? rows : rows.Where(e => e.Date >= from);
            rows = to is null ? rows : rows.Where(e => e.Date <= to);
            rows = source is null ? rows : rows.Where(e => e.Source == source);
            rows = sourceId is null ? rows : rows.Where(e => e.SourceId == sourceId);
            return rows.PageAsync(page, Sorting, e => e.Id, e => e);
        }));

    private static async Task<Answer<JournalEntryView>> GetAsync(long id, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, async db => new JournalEntryView(
            await db.Set<JournalEntry>().SingleOrDefaultAsync(e => e.Id == id)
                ?? throw new RequestRefusedException(404, "journal-entry.not-found", $"There is no entry {id}.", id),
            await db.Set<JournalLine>().Where(l => l.EntryId == id).OrderBy(l => l.LineNumber).ToListAsync())));

    private static Task<Answer<PostedEntry>> PostAsync(JournalEntryRequest request, UnitOfWork work) => work.RunAsync(session =>
        new Journal(session).PostAsync(new JournalEntryDraft(request.Date, request.Narrative, EntrySource.Manual, null, request.Lines)));

    private static Task<Answer<PostedEntry>> ReverseAsync(long id, ReversalRequest request, UnitOfWork work) =>
        work.RunAsync(session => new Journal(session).ReverseAsync(id, request.Date, request.Narrative));
}

/// <summary>An entry with its lines.</summary>
internal sealed record JournalEntryView(JournalEntry Entry, IReadOnlyList<JournalLine> Lines);

/// <summary>An entry made by hand.</summary>
internal sealed record JournalEntryRequest(DateOnly Date, string Narrative, IReadOnlyList<JournalLineDraft> Lines);

/// <summary>A reversal.</summary>
internal sealed record ReversalRequest(DateOnly Date, string Narrative);
