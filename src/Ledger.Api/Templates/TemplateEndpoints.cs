using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.Documents;
using Ledger.Foundation;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Templates;

/// <summary>The templates of printed documents and mails (P10, F5).</summary>
internal static class TemplateEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/templates").WithTags("templates");
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.Owns).WithSummary("Every template and whether it is the company's own.");
        group.MapGet("/{name}", GetAsync).RequireAuthorization(Policies.Owns).WithSummary("A template with its fields; language es or en for a mail.");
        group.MapPut("/{name}", SaveAsync).RequireAuthorization(Policies.Owns).WithSummary("Keeps the company's own template; version is what was read, without one it replaces whatever is there. Audited.");
        group.MapDelete("/{name}", RestoreAsync).RequireAuthorization(Policies.Owns).WithSummary("Goes back to the template that comes with Ledger. Audited.");
        group.MapPost("/{name}/preview", Preview).RequireAuthorization(Policies.Owns).WithSummary("A template that need not be kept, filled with sample data.");
        group.MapGet("/previews/{key}", ShowAsync).RequireAuthorization(Policies.Owns).WithSummary("What an open page previews, in a page that runs nothing and loads nothing.");
    }

    private static async Task<Answer<IReadOnlyList<TemplateEntry>>> ListAsync(Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, TemplateEntry.ReadAllAsync));

    private static async Task<Answer<TemplateAnswer>> GetAsync(string name, string? language, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, async db => TemplateAnswer.Of(name, language, await DocumentTemplates.ReadAsync(db, name, language ?? string.Empty))));

    private static Task<Answer<TemplateAnswer>> SaveAsync(string name, string? language, TemplateRequest template, UnitOfWork work) => work.RunAsync(async session =>
    {
        await DocumentTemplates.SaveAsync(session, name, template.Content ?? string.Empty, language ?? string.Empty, template.Subject, template.Version);
        return TemplateAnswer.Of(name, language, await DocumentTemplates.ReadAsync(session.Db, name, language ?? string.Empty));
    });

    private static Task<Answer<TemplateAnswer>> RestoreAsync(string name, string? language, string? version, UnitOfWork work) => work.RunAsync(async session =>
    {
        await DocumentTemplates.SaveAsync(session, name, null, language ?? string.Empty, null, version);
        return TemplateAnswer.Of(name, language, DocumentTemplates.Default(name, language ?? string.Empty));
    });

    private static Answer<TemplatePreview> Preview(string name, string? language, TemplateRequest template) =>
        new(TemplatePreview.Of(name, language ?? string.Empty, template.Content ?? string.Empty, template.Subject));

    // As the text of a mail: no scripts, no forms, nothing from elsewhere, an origin of its own.
    private static async Task ShowAsync(string key, Caller caller, [FromServices] TemplatePreviews previews, HttpContext http)
    {
        var html = previews.Find(caller.Actor.UserId, key)
            ?? throw new RequestRefusedException(StatusCodes.Status404NotFound, DocumentCodes.TemplatePreview, "The preview is gone.");
        http.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox";
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(html, http.RequestAborted);
    }
}
