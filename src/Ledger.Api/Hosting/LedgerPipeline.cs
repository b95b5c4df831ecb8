using Ledger.Api.Http;
using Ledger.Api.Identity;

namespace Ledger.Api.Hosting;

/// <summary>What a request passes through, and the routes.</summary>
internal static class LedgerPipeline
{
    /// <summary>Sets up the pipeline.</summary>
    public static void Use(WebApplication app)
    {
        app.Use(SecurityHeaders.AddAsync);
        app.UseExceptionHandler();
        var problems = app.Services.GetRequiredService<Problems>();
        app.UseStatusCodePages(context => problems.WriteStatusAsync(context.HttpContext));
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.Use(BufferAsync);
        app.UseRouting();
        app.UseAuthentication();
        app.Use(app.Services.GetRequiredService<Callers>().InvokeAsync);
        app.Use(Policies.RefuseUnguarded);
        app.UseAuthorization();
        app.UseAntiforgery();
        ApiRoutes.Map(app);
    }

    // An idempotency key is bound to the content, which must be readable twice.
    private static Task BufferAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Headers.ContainsKey(Idempotency.Header))
        {
            http.Request.EnableBuffering();
        }

        return next(http);
    }
}
