using System.Globalization;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Instances;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Workflows;

/// <summary>Instances move to a newer version of their definition, or are told why not (features.md W11).</summary>
internal static class InstanceMoveEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder instances)
    {
        instances.MapGet("/{id:long}/move-check", CheckAsync).RequireAuthorization(Policies.Reads)
            .WithSummary("Whether an instance can move to a version (the published one when none is named), with all reasons and warnings.");
        instances.MapPost("/{id:long}/move", MoveAsync).RequireAuthorization(Policies.Owns)
            .WithSummary("Moves an instance to a version; refused with all reasons when a step where it waits is not there.");
    }

    private static async Task<Answer<MoveView>> CheckAsync(
        long id, string? versionId, Caller caller, HttpContext http, [FromServices] MessageCatalog texts, [FromServices] IWorkflowRuntime runtime,
        CancellationToken cancellationToken) =>
        new(MoveView.Of(await runtime.CheckMoveAsync(id, versionId, caller.Actor, cancellationToken), texts, Language.Of(http)));

    private static async Task<Answer<MoveView>> MoveAsync(
        long id, MoveRequest request, Caller caller, HttpContext http, [FromServices] MessageCatalog texts, [FromServices] IWorkflowRuntime runtime,
        CancellationToken cancellationToken) =>
        new(MoveView.Of(await runtime.MoveAsync(id, request.VersionId, caller.Actor, cancellationToken), texts, Language.Of(http)));
}

/// <summary>Where to; the published version when left out.</summary>
internal sealed record MoveRequest(string? VersionId = null);

/// <summary>A move or its check, in the reader's language.</summary>
internal sealed record MoveView(
    bool IsAllowed, int FromVersion, int ToVersion, string ToVersionId, IReadOnlyList<MoveFinding> Problems, IReadOnlyList<MoveFinding> Warnings)
{
    /// <summary>The view of a check.</summary>
    public static MoveView Of(MoveCheck check, MessageCatalog texts, CultureInfo culture) => new(
        check.IsAllowed, check.FromVersion, check.ToVersion, check.ToVersionId,
        [.. check.Problems.Select(p => MoveFinding.Of(p, texts, culture))], [.. check.Warnings.Select(p => MoveFinding.Of(p, texts, culture))]);
}

/// <summary>A reason or a warning with the step it is about.</summary>
internal sealed record MoveFinding(string Code, string? ActivityId, string? ActivityName, string Message)
{
    /// <summary>The view of a finding.</summary>
    public static MoveFinding Of(DefinitionProblem problem, MessageCatalog texts, CultureInfo culture) =>
        new(problem.Code, problem.ActivityId, problem.ActivityName, texts.Find(problem.Code, culture, problem.Arguments) ?? problem.Message);
}
