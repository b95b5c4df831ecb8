using System.Globalization;
using Ledger.Api.Http;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Definitions;

namespace Ledger.Api.Designer;

/// <summary>
/// Answers the refusals of save, publish and retract in the shape that the studio shows as a message: status 400 with
/// <c>errors</c>. Whatever else fails, and every other endpoint, answers problem details as all of Ledger does, which our
/// page shows.
/// </summary>
internal sealed class StudioErrors(MessageCatalog texts, ILogger<StudioErrors> log) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (Refusal.Of(e) is { IsUnexpected: false, Status: not (401 or 403) } refusal)
        {
            log.LogInformation("{Path} refused: {Code} {Message}", context.HttpContext.Request.Path, refusal.Code, refusal.Message);
            return Answer(Language.Of(context.HttpContext), refusal, (e as DefinitionRefusedException)?.Problems ?? []);
        }
    }

    private IResult Answer(CultureInfo culture, Refusal refusal, IReadOnlyList<DefinitionProblem> problems)
    {
        var message = texts.Find(refusal.Code, culture, refusal.Arguments) ?? refusal.Message ?? refusal.Code;
        var errors = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var group in problems.GroupBy(p => p.ActivityId ?? p.Place))
        {
            errors[group.Key] = [.. group.Select(p => $"{p.ActivityName ?? p.Place}: {texts.Find(p.Code, culture, p.Arguments) ?? p.Message}")];
        }

        if (errors.Count == 0)
        {
            errors[refusal.Code] = [message];
        }

        return Results.Json(
            new { statusCode = 400, code = refusal.Code, message, title = message, detail = message, errors },
            DesignerJson.Options, "application/problem+json", StatusCodes.Status400BadRequest);
    }
}
