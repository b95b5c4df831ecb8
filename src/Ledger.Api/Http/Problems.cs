using System.Diagnostics;
using System.Globalization;
using Ledger.Api.Workflows;
using Ledger.Api.Pages.Shell;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Instances;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Http;

/// <summary>
/// Writes every refusal and failure as RFC 9457 problem details with <c>code</c>, <c>field</c> and <c>traceId</c>, title and
/// detail in the caller's language. What nobody expected tells nothing of the inside: the log has it under the trace id.
/// </summary>
internal sealed class Problems(MessageCatalog texts, ILogger<Problems> log) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        var refusal = Refusal.Of(exception);
        if (refusal.IsUnexpected)
        {
            log.LogError(exception, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
        }
        else
        {
            log.LogInformation("{Method} {Path} refused: {Code} {Message}", http.Request.Method, http.Request.Path, refusal.Code, refusal.Message);
        }

        if (exception is RequestRefusedException { RetryAfter: { } wait })
        {
            http.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        await WriteAsync(http, refusal, (exception as DefinitionRefusedException)?.Problems ?? (exception as MoveRefusedException)?.Check.Problems);
        return true;
    }

    /// <summary>Gives a status that has no body (401, 403, 404, 405, 415) one.</summary>
    public Task WriteStatusAsync(HttpContext http) => WriteAsync(
        http,
        new Refusal(http.Response.StatusCode, CodeOf(http.Response.StatusCode), null, []),
        null);

    private async Task WriteAsync(HttpContext http, Refusal refusal, IReadOnlyList<DefinitionProblem>? problems)
    {
        if (HtmlAnswers.Wants(http))
        {
            await HtmlAnswers.WriteAsync(http, refusal, texts);
            return;
        }

        var culture = Language.Of(http);
        var detail = texts.Find(refusal.Code, culture, refusal.Arguments) ?? refusal.Message;
        var problem = new ProblemDetails
        {
            Status = refusal.Status,
            Title = texts.Find($"status.{refusal.Status}", culture, []) ?? refusal.Code,
            Detail = detail,
            Type = "https://ledger.invalid/refusals/" + refusal.Code,
            Instance = http.Request.Path,
        };
        problem.Extensions["code"] = refusal.Code;
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        if (refusal.Arguments.Count > 0)
        {
            // What the detail names, for programs.
            problem.Extensions["arguments"] = refusal.Arguments.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture));
        }

        if (refusal.Field is not null)
        {
            problem.Extensions["field"] = refusal.Field;
        }

        if (problems is not null)
        {
            problem.Extensions["problems"] = problems.Select(p => ProblemView.Of(p, texts, culture));
        }

        http.Response.StatusCode = refusal.Status;
        http.Response.Headers.ContentLanguage = culture.TwoLetterISOLanguageName;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", http.RequestAborted);
    }

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "auth.required",
        StatusCodes.Status403Forbidden => "auth.forbidden",
        StatusCodes.Status404NotFound => "request.no-such-address",
        StatusCodes.Status405MethodNotAllowed => "request.method-not-allowed",
        StatusCodes.Status413PayloadTooLarge => "request.too-large",
        StatusCodes.Status415UnsupportedMediaType => "request.media-type",
        StatusCodes.Status429TooManyRequests => "auth.too-many-attempts",
        _ => string.Create(CultureInfo.InvariantCulture, $"status.{status}"),
    };
}
