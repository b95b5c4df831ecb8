using Microsoft.AspNetCore.Components.Endpoints;

namespace Ledger.Api.Http;

/// <summary>The headers that keep a browser from being used against the caller.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // The components set style attributes (widths of columns, places of menus); style elements and inline scripts there are none.
    private const string PagePolicy = Policy + "; style-src-attr 'unsafe-inline'; img-src 'self' data:";

    /// <summary>Adds the headers to every answer.</summary>
    public static Task AddAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            if (headers.ContentSecurityPolicy.Count == 0)
            {
                headers.ContentSecurityPolicy = http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null ? Policy : PagePolicy;
            }

            headers.XContentTypeOptions = "nosniff";
            // Who said for itself whom it may be shown in (the text of a mail) knows.
            headers.XFrameOptions = headers.ContentSecurityPolicy.ToString().Contains("frame-ancestors 'self'", StringComparison.Ordinal) ? "SAMEORIGIN" : "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
            if (headers.CacheControl.Count == 0 && http.Request.Path.StartsWithSegments("/api"))
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(http);
    }
}
