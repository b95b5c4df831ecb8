using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.PurchaseDocuments;
using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Ledger.Foundation;

namespace Ledger.Api.MassPayments;

/// <summary>Mass payments: funds, generation, annulment (features.md P7 to P9, P11), for those who work without the process.</summary>
internal static class MassPaymentGenerationEndpoints
{
    // Well below 200 ms of the writer each, so that others get in between.
    private const int SuppliersPerChunk = 100;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/mass-payments/{id:long}").WithTags("mass-payments");
        group.MapPost("/funds", ProposeAsync).RequireAuthorization(Policies.Enters).WithSummary("The suppliers with the funds each would be paid with (P7); writes nothing.");
        group.MapPost("/prepare", PrepareAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>()
            .WithSummary("Checks everything and keeps the funds (P7, P8).");
        group.MapPost("/generate", GenerateAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>()
            .WithSummary("Issues one payment order per supplier; interrupted, it goes on where it was (P8, P9).");
        group.MapPost("/annul", AnnulAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>()
            .WithSummary("Annuls the generation (P11); interrupted, it goes on where it was.");
        group.MapPost("/annul/give-up", GiveUpAsync).RequireAuthorization(Policies.Enters).AddEndpointFilter<Idempotency>()
            .WithSummary("Gives up an annulment that cannot go on because something changed in the meantime; what was undone stays undone.");
    }

    // Also while a process carries the payment: its next task reads the state anew, and no task of it can do this.
    private static Task<Answer<MassPayment>> GiveUpAsync(long id, UnitOfWork work) =>
        work.RunAsync(session => new MassPaymentAnnulment(session).GiveUpAsync(id));

    private static Task<Answer<IReadOnlyList<SupplierToPay>>> ProposeAsync(long id, GenerationFunds funds, UnitOfWork work) =>
        work.RunAsync(session => new MassPaymentGeneration(session).ProposeAsync(id, funds));

    private static async Task<Answer<MassPaymentProgress>> PrepareAsync(
        long id, int? revision, GenerationFunds funds, UnitOfWork work, Caller caller, ProcessGuard guard)
    {
        await guard.CheckAsync(caller, id);
        return await work.RunAsync(session => new MassPaymentGeneration(session).PrepareAsync(id, funds, revision));
    }

    // Each chunk is a unit of work, so the answer is remembered after the last. A repetition finds everything paid.
    private static async Task<Answer<MassPaymentProgress>> GenerateAsync(long id, Caller caller, LedgerDatabase database, ProcessGuard guard)
    {
        await guard.CheckAsync(caller, id);
        return new(await RunAsync(database, caller, session => new MassPaymentGeneration(session).RunChunkAsync(id, SuppliersPerChunk)));
    }

    private static async Task<Answer<MassPaymentProgress>> AnnulAsync(
        long id, int? revision, ReasonRequest request, Caller caller, LedgerDatabase database, ProcessGuard guard)
    {
        await guard.CheckAsync(caller, id);
        await database.WriteAsync(caller.Actor, session => new MassPaymentAnnulment(session).BeginAsync(id, revision));
        return new(await RunAsync(database, caller, session => new MassPaymentAnnulment(session).RunChunkAsync(id, SuppliersPerChunk, request.Reason)));
    }

    private static async Task<MassPaymentProgress> RunAsync(LedgerDatabase database, Caller caller, Func<LedgerSession, Task<MassPaymentProgress>> chunk)
    {
        MassPaymentProgress progress;
        do
        {
            progress = await database.WriteAsync(caller.Actor, chunk);
        }
        while (!progress.IsFinished);
        return progress;
    }
}
