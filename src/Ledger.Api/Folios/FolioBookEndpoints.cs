using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain.Folios;
using Ledger.Foundation;

namespace Ledger.Api.Folios;

/// <summary>Books and the folios in them: availability, adding, thresholds, the next folio, returns (F2, F7, F10).</summary>
internal static class FolioBookEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/folios/books").WithTags("folios");
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.Reads).WithSummary("Every book and how it stands today, by branch, kind and workstation.");
        group.MapGet("/{id:long}", GetAsync).RequireAuthorization(Policies.Reads).WithSummary("A book, how it was used by week (weeks, 1 to 104, default 12) and the day it will run out.");
        group.MapPost("/", AddAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>().WithSummary("Adds a book with the folios that came for it.");
        group.MapPut("/{id:long}", ChangeAsync).RequireAuthorization(Policies.Owns).WithSummary("Changes a book's name, its thresholds and whether the circuit watches it.");
        group.MapPost("/{id:long}/load", LoadAsync).RequireAuthorization(Policies.Enters).WithSummary("Puts the folios that came for a book into it.");
        group.MapPost("/{id:long}/next", NextAsync).RequireAuthorization(Policies.Enters).WithSummary("Issues the next folio; the same requestId gets the same folio, isRepeated then.");
        group.MapPost("/{id:long}/returns", ReturnAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>().WithSummary("Gives unused folios back to head office: all, or those from first to last.");
    }

    private static async Task<Answer<IReadOnlyList<FolioBookStanding>>> ListAsync(Caller caller, LedgerDatabase database) =>
        new(await new FolioQueries(database, caller.Company).AvailabilityAsync());

    private static async Task<Answer<FolioBookAnswer>> GetAsync(long id, int? weeks, Caller caller, LedgerDatabase database)
    {
        var queries = new FolioQueries(database, caller.Company);
        var standing = (await queries.AvailabilityAsync()).SingleOrDefault(b => b.BookId == id)
            ?? throw new RequestRefusedException(404, "folio-book.not-found", $"There is no book {id}.", id);
        return new(new FolioBookAnswer(standing, await queries.UseAsync(standing, weeks ?? 12)));
    }

    private static Task<Answer<FolioBookStanding>> AddAsync(NewFolioBook book, UnitOfWork work) => work.RunAsync(async session =>
    {
        var books = new FolioBooks(session);
        return await books.StandingAsync((await books.AddAsync(book)).Id);
    });

    private static Task<Answer<FolioBookStanding>> ChangeAsync(long id, FolioBookChange change, UnitOfWork work) => work.RunAsync(async session =>
    {
        var books = new FolioBooks(session);
        await books.ChangeAsync(id, change.Name, change.QuantityThreshold, change.DaysThreshold, change.IsAutomatic);
        return await books.StandingAsync(id);
    });

    private static Task<Answer<FolioQuantityAnswer>> LoadAsync(long id, UnitOfWork work) =>
        work.RunAsync(async session => new FolioQuantityAnswer(await new FolioBooks(session).LoadAsync(id)));

    private static Task<Answer<IssuedFolio>> NextAsync(long id, NextFolioRequest request, UnitOfWork work) =>
        work.RunAsync(session => new FolioNumbers(session).NextAsync(id, request.RequestId ?? string.Empty));

    private static Task<Answer<FolioQuantityAnswer>> ReturnAsync(long id, FolioReturnRequest request, UnitOfWork work) =>
        work.RunAsync(async session => new FolioQuantityAnswer(await new FolioReturns(session).ReturnAsync(id, request.Reason ?? string.Empty, request.First, request.Last)));
}

/// <summary>A book as it stands, and how it is used.</summary>
internal sealed record FolioBookAnswer(FolioBookStanding Book, FolioUse Use);

/// <summary>What a book is to be like.</summary>
internal sealed record FolioBookChange(string Name, int QuantityThreshold, int DaysThreshold, bool IsAutomatic);

/// <summary>A need of one folio, named by the caller.</summary>
internal sealed record NextFolioRequest(string? RequestId);

/// <summary>Folios to be given back: all that are unused, or those from first to last.</summary>
internal sealed record FolioReturnRequest(string? Reason, long? First = null, long? Last = null);

/// <summary>How many folios it was about.</summary>
internal sealed record FolioQuantityAnswer(long Quantity);
