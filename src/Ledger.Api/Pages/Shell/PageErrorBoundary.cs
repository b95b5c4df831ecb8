using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Ledger.Api.Pages.Shell;

/// <summary>Keeps a failure inside the page it happened in, and logs it under an id that the page tells.</summary>
public sealed class PageErrorBoundary : ErrorBoundary
{
    [Inject]
    private ILogger<PageErrorBoundary> Log { get; set; } = null!;

    /// <summary>The id under which the log has the last failure.</summary>
    public string TraceId { get; private set; } = string.Empty;

    /// <inheritdoc/>
    protected override Task OnErrorAsync(Exception exception)
    {
        TraceId = (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToString();
        Log.LogError(exception, "A page failed; trace id {PageTraceId}", TraceId);
        return Task.CompletedTask;
    }
}
