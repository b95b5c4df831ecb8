using Ledger.Domain;
using Ledger.Workflows;
using Ledger.Workflows.Definitions;

namespace Ledger.Api.Http;

/// <summary>What a caller is told about an exception: one table for the HTTP API and the command line.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The stable code; docs/refusal-codes.md lists them.</param>
/// <param name="Message">The English text for logs; used when no translation exists. Null when it must not be shown.</param>
/// <param name="Arguments">The values of the translated text.</param>
/// <param name="Field">The field of the request that is wrong, or null.</param>
internal sealed record Refusal(int Status, string Code, string? Message, IReadOnlyList<object?> Arguments, string? Field = null)
{
    /// <summary>The code of what nobody expected.</summary>
    public const string InternalCode = "internal";

    /// <summary>What to tell about <paramref name="exception"/>.</summary>
    public static Refusal Of(Exception exception) => exception switch
    {
        RequestRefusedException e => new(e.Status, e.Code, e.Message, e.Arguments, e.Field),
        DomainException e => new(StatusOf(e), e.Code, e.Message, e.Arguments, e.Field),
        WorkflowException e => new(StatusOf(e), e.Code, e.Message, e.Arguments),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } e => new(e.StatusCode, "request.too-large", e.Message, []),
        BadHttpRequestException e => new(StatusCodes.Status400BadRequest, "request.malformed", e.Message, [Innermost(e)]),
        _ => new(StatusCodes.Status500InternalServerError, InternalCode, null, []),
    };

    /// <summary>True when the exception is a bug or a broken machine, and not a refusal.</summary>
    public bool IsUnexpected => Code == InternalCode;

    private static int StatusOf(DomainException exception) => exception switch
    {
        { IsNotFound: true } => StatusCodes.Status404NotFound,
        { IsConflict: true } => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    // The engine's refusals carry only codes; their last word says of what kind they are.
    private static int StatusOf(WorkflowException exception) => exception.Code switch
    {
        _ when exception is DefinitionRefusedException => StatusCodes.Status422UnprocessableEntity,
        "task.not-candidate" or "task.excluded" or "task.not-assignee" or "task.not-coordinator" => StatusCodes.Status403Forbidden,
        var code when code.EndsWith(".not-found", StringComparison.Ordinal) => StatusCodes.Status404NotFound,
        var code when code.Contains(".already-", StringComparison.Ordinal) => StatusCodes.Status409Conflict,
        "definition.running" or "definition.in-use" or "definition.version-in-use" or "definition.version-published" or "schedule.name-taken" or "instance.delete-running" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static string Innermost(Exception exception) =>
        exception.InnerException is { } inner ? Innermost(inner) : exception.Message;
}
