using Ledger.Api.DataViews.Export;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation.Texts;

namespace Ledger.Api.DataViews.Http;

/// <summary>Exports of views (features.md Q7).</summary>
internal static class ExportEndpoints
{
    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/views/{key}/export", ExportAsync).WithTags("views")
        .RequireAuthorization(Policies.Reads).Produces(200, contentType: "application/octet-stream")
        .WithSummary("A whole view as xlsx, csv or html to print; csv=invariant writes commas, points and ISO dates.").WithDescription(ViewRequest.Help);

    private static async Task<IResult> ExportAsync(
        string key, string? format, string? csv, Caller caller, HttpContext http, DataViewRegistry views, ViewExporter exporter, MessageCatalog catalog,
        CancellationToken cancellationToken)
    {
        var view = views.For(caller, key);
        var request = new ExportRequest(view, ViewRequest.Read(http.Request.Query), FormatOf(format), IsInvariant(csv));
        var file = await exporter.ExportAsync(request, caller, new ViewTexts(catalog, Language.Of(http)), cancellationToken);
        if (request.Format != ExportFormat.Html)
        {
            return TypedResults.Stream(file.Content, file.ContentType, file.Name);
        }

        // The page carries its style inside; it runs no script and loads nothing.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        return TypedResults.Stream(file.Content, file.ContentType);
    }

    private static ExportFormat FormatOf(string? text) =>
        text is null ? ExportFormat.Xlsx
        : !int.TryParse(text, out _) && Enum.TryParse<ExportFormat>(text, ignoreCase: true, out var format) && Enum.IsDefined(format) ? format
        : throw new RequestRefusedException(400, "view.export-format", "There is no such format.", text.Length > 20 ? text[..20] : text) { Field = "format" };

    private static bool IsInvariant(string? text) => text switch
    {
        null or "culture" => false,
        "invariant" => true,
        _ => throw new RequestRefusedException(400, "view.csv-style", "There is no such style.", text.Length > 20 ? text[..20] : text) { Field = "csv" },
    };
}
