using System.Diagnostics;
using System.Globalization;
using Ledger.Api.Http;
using Ledger.Foundation.Texts;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Ledger.Api.Pages.Shell;

/// <summary>What every page and component of Ledger has at hand: texts, the person, dates and amounts as the person writes them, refusals.</summary>
public abstract class LedgerComponent : ComponentBase
{
    [Inject]
    private MessageCatalog Texts { get; set; } = null!;

    [Inject]
    private NotificationService Notifications { get; set; } = null!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    [Inject]
    private protected PagePerson Person { get; set; } = null!;

    /// <summary>The text of a key in the page's language, with its values filled in; the key itself where a text is missing.</summary>
    protected string T(string key, params object?[] values) => Texts.Find(key, CultureInfo.CurrentUICulture, values) ?? key;

    /// <summary>The text of a key, or another where the catalog has none.</summary>
    protected string TextOr(string key, string fallback) => Texts.Find(key, CultureInfo.CurrentUICulture, []) ?? fallback;

    /// <summary>A moment in the company's time zone, short.</summary>
    protected string Moment(DateTimeOffset? at) =>
        at is { } value ? TimeZoneInfo.ConvertTime(value, Person.Zone).ToString("g", CultureInfo.CurrentCulture) : string.Empty;

    /// <summary>A day, short.</summary>
    protected static string Day(DateOnly? day) => day?.ToString("d", CultureInfo.CurrentCulture) ?? string.Empty;

    /// <summary>An amount with its decimals as the person writes them; as many as it has, and at least <paramref name="decimals"/>.</summary>
    protected static string Amount(decimal? amount, int decimals = 0) =>
        amount?.ToString("#,##0." + new string('0', decimals) + new string('#', Math.Max(0, 4 - decimals)), CultureInfo.CurrentCulture) ?? string.Empty;

    /// <summary>
    /// Does something that may be refused. A refusal is told to the person, and the page stays as it is; what nobody
    /// expected goes to the error boundary, which tells the trace id.
    /// </summary>
    /// <returns>True when it was done.</returns>
    protected async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception exception) when (!Refusal.Of(exception).IsUnexpected)
        {
            var refusal = Refusal.Of(exception);
            Loggers.CreateLogger(GetType()).LogInformation("Refused at a page: {Code} {Message}", refusal.Code, refusal.Message);
            Say(NotificationSeverity.Warning, TextOf(exception));
            return false;
        }
    }

    /// <summary>What a person is told about a refusal.</summary>
    protected string TextOf(Exception exception)
    {
        var refusal = Refusal.Of(exception);
        return Texts.Find(refusal.Code, CultureInfo.CurrentUICulture, refusal.Arguments) ?? refusal.Message ?? refusal.Code;
    }

    /// <summary>Tells that something was done. What was refused before is told no longer: it would look like the answer to this.</summary>
    protected void SayDone(string text)
    {
        foreach (var stale in Notifications.Messages.Where(m => m.Severity != NotificationSeverity.Success).ToList())
        {
            Notifications.Messages.Remove(stale);
        }

        Say(NotificationSeverity.Success, text);
    }

    /// <summary>Tells something in passing; refusals stay longer than news.</summary>
    protected void Say(NotificationSeverity severity, string text) => Notifications.Notify(new NotificationMessage
    {
        Severity = severity,
        Summary = text,
        Duration = severity == NotificationSeverity.Success ? 4_000 : 12_000,
        CloseOnClick = true,
    });

    /// <summary>The id under which the log has what happens now.</summary>
    protected static string TraceId() => Activity.Current?.TraceId.ToString() ?? ActivityTraceId.CreateRandom().ToString();
}
