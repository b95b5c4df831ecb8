using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Ledger.Api.Pages.Shell;

/// <summary>A page that looks again by itself when something changes, and whose filters and tabs stand in its address.</summary>
public abstract class LivePage : LedgerComponent, IAsyncDisposable
{
    private readonly List<PageWatch> _watches = [];
    private string? _path;
    private Func<Task>? _show;
    private bool _isLeft;

    [Inject]
    private protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isLeft = true;
        Navigation.LocationChanged -= OnLocationChanged;
        OnLeave();
        foreach (var watch in _watches)
        {
            await watch.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The person leaves the page.</summary>
    protected virtual void OnLeave()
    {
    }

    /// <summary>A watch that ends with the page.</summary>
    /// <param name="values">What its constructor takes and is no service.</param>
    private protected T Watch<T>(params object[] values)
        where T : PageWatch
    {
        StayOrEnd();
        var watch = ActivatorUtilities.CreateInstance<T>(Services, values);
        _watches.Add(watch);
        return watch;
    }

    /// <summary>Shows anew whenever the address changes within <paramref name="path"/>: filters, tabs, back and forth.</summary>
    protected void FollowAddress(string path, Func<Task> show)
    {
        StayOrEnd();
        (_path, _show) = (path, show);
        Navigation.LocationChanged += OnLocationChanged;
    }

    // Whoever leaves while the page still reads has disposed it: what it would begin now would never end. Blazor takes a cancelled start for what it is.
    private void StayOrEnd()
    {
        if (_isLeft)
        {
            throw new OperationCanceledException("The person has left the page.");
        }
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath == _path)
        {
            _ = InvokeAsync(ShowAsync);
        }
    }

    private async Task ShowAsync()
    {
        try
        {
            await _show!();
            StateHasChanged();
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
