using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Mail;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Workflows;

/// <summary>Events that instances wait for, and the mails they sent.</summary>
internal static class EventEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/events/{name}", PublishAsync).WithTags("events").RequireAuthorization(Policies.Runs).AddEndpointFilter<Idempotency>()
            .WithSummary("Tells all who wait for an event; kept when nobody waits yet.");
        var mails = api.MapGroup("/mails").WithTags("mails");
        mails.MapGet("/", MailsAsync).RequireAuthorization(Policies.Reads).WithSummary("Mails, latest first; state queued, sent or failed.");
        mails.MapPost("/{id:long}/resend", ResendAsync).RequireAuthorization(Policies.Owns).WithSummary("Sends a mail that failed or was sent once more, as a new mail; answers its key.");
        mails.MapGet("/{id:long}/body", BodyAsync).RequireAuthorization(Policies.Owns).WithSummary("The text of a mail, in a page that runs nothing and loads nothing.");
    }

    private static Task<Answer<StimulusResult>> PublishAsync(
        string name, EventRequest request, Caller caller, [FromServices] IWorkflowRuntime runtime, UnitOfWork work) =>
        work.RunAsync(session => runtime.SendAsync(
            session.Transaction,
            new Stimulus(Event.Stimulus, Event.PayloadOf(name), caller.Actor)
            {
                Input = request.Input,
                CorrelationId = request.CorrelationId,
                InstanceId = request.InstanceId,
            }));

    private static async Task<Answer<Page<MailInfo>>> MailsAsync(
        [AsParameters] PageQuery page, string? state, Caller caller, [FromServices] IOutbox outbox, CancellationToken cancellationToken) =>
        new(await outbox.ListAsync(caller.Company, state, page.Checked(), cancellationToken));

    private static async Task<Answer<Resent>> ResendAsync(long id, Caller caller, [FromServices] IOutbox outbox, CancellationToken cancellationToken) =>
        new(new Resent(await outbox.ResendAsync(caller.Company, id, caller.Actor, cancellationToken)));

    // Others wrote what is in a mail: no scripts, no forms, nothing from elsewhere, an origin of its own.
    private static async Task BodyAsync(long id, Caller caller, [FromServices] IOutbox outbox, HttpContext http)
    {
        var mail = await outbox.FindAsync(caller.Company, id, http.RequestAborted)
            ?? throw new RequestRefusedException(StatusCodes.Status404NotFound, "mail.not-found", $"There is no mail {id}.", id);
        http.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox";
        http.Response.ContentType = (mail.IsHtml ? "text/html" : "text/plain") + "; charset=utf-8";
        await http.Response.WriteAsync(mail.Body, http.RequestAborted);
    }
}

/// <summary>The mail that sends another once more.</summary>
internal sealed record Resent(long MailId);

/// <summary>An event.</summary>
internal sealed record EventRequest(JsonNode? Input = null, string? CorrelationId = null, long? InstanceId = null);
