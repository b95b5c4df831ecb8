using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Schedules;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Workflows;

/// <summary>Unattended runs (features.md W7).</summary>
internal static class ScheduleEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/schedules").WithTags("schedules");
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.Reads).WithSummary("The schedules of the company.");
        group.MapGet("/{id:long}/history", HistoryAsync).RequireAuthorization(Policies.Reads).WithSummary("Its runs, latest first.");
        group.MapPut("/", SaveAsync).RequireAuthorization(Policies.Owns).WithSummary("Adds a schedule or, by its name, replaces it.");
        group.MapPost("/{id:long}/pause", PauseAsync).RequireAuthorization(Policies.Owns).WithSummary("Stops it until it is resumed.");
        group.MapPost("/{id:long}/resume", ResumeAsync).RequireAuthorization(Policies.Owns).WithSummary("Lets it run again from the next tick.");
        group.MapPost("/{id:long}/run-now", RunNowAsync).RequireAuthorization(Policies.Owns).AddEndpointFilter<Idempotency>().WithSummary("Runs it once now.");
        group.MapDelete("/{id:long}", DeleteAsync).RequireAuthorization(Policies.Owns).WithSummary("Removes it; its history stays.");
    }

    private static async Task<Answer<IReadOnlyList<ScheduleInfo>>> ListAsync(
        Caller caller, [FromServices] ISchedules schedules, CancellationToken cancellationToken) =>
        new(await schedules.ListAsync(caller.Company, cancellationToken));

    private static async Task<Answer<Page<ScheduleRun>>> HistoryAsync(
        long id, [AsParameters] PageQuery page, Caller caller, [FromServices] ISchedules schedules, CancellationToken cancellationToken)
    {
        await FindAsync(schedules, caller, id, cancellationToken);
        return new(await schedules.HistoryAsync(id, page.Checked(), cancellationToken));
    }

    private static async Task<Answer<ScheduleInfo>> SaveAsync(
        ScheduleRequest request, Caller caller, [FromServices] ISchedules schedules, CancellationToken cancellationToken) =>
        new(await schedules.SaveAsync(request.ToSchedule(caller.Company), caller.Actor, cancellationToken));

    private static async Task<Answer<ScheduleInfo>> PauseAsync(
        long id, Caller caller, [FromServices] ISchedules schedules, CancellationToken cancellationToken)
    {
        await FindAsync(schedules, caller, id, cancellationToken);
        return new(await schedules.PauseAsync(id, caller.Actor, cancellationToken));
    }

    private static async Task<Answer<ScheduleInfo>> ResumeAsync(
        long id, Caller caller, [FromServices] ISchedules schedules, CancellationToken cancellationToken)
    {
        await FindAsync(schedules, caller, id, cancellationToken);
        return new(await schedules.ResumeAsync(id, caller.Actor, cancellationToken));
    }

    private static async Task<Answer<ScheduleRun>> RunNowAsync(
        long id, Caller caller, [FromServices] ISchedules schedules, UnitOfWork work, CancellationToken cancellationToken)
    {
        await FindAsync(schedules, caller, id, cancellationToken);
        return await work.RunAsync(session => schedules.RunNowAsync(session.Transaction, id, caller.Actor));
    }

    private static async Task<Answer<Done>> DeleteAsync(
        long id, Caller caller, [FromServices] ISchedules schedules, CancellationToken cancellationToken)
    {
        await FindAsync(schedules, caller, id, cancellationToken);
        await schedules.DeleteAsync(id, caller.Actor, cancellationToken);
        return new(Done.Value);
    }

    // A schedule of another company does not exist for the caller.
    private static async Task FindAsync(ISchedules schedules, Caller caller, long id, CancellationToken cancellationToken)
    {
        if ((await schedules.ListAsync(caller.Company, cancellationToken)).All(s => s.Id != id))
        {
            throw new RequestRefusedException(404, "schedule.not-found", $"There is no schedule {id}.", id);
        }
    }
}

/// <summary>A schedule to be saved.</summary>
internal sealed record ScheduleRequest(
    string Name, string DefinitionId, string Cron, string? TimeZone = null, MisfireRule? Misfire = null, JsonObject? Input = null, bool IsPaused = false)
{
    /// <summary>The schedule in a company.</summary>
    public ScheduleInfo ToSchedule(long companyId) => new()
    {
        CompanyId = companyId,
        Name = Name,
        DefinitionId = DefinitionId,
        Cron = Cron,
        TimeZone = TimeZone ?? "America/Santiago",
        Misfire = Misfire ?? MisfireRule.RunOnce,
        Input = Input,
        IsPaused = IsPaused,
    };
}
