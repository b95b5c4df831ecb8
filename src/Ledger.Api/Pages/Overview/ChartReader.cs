using Ledger.Api.Pages.Shell;
using Microsoft.AspNetCore.Components;

namespace Ledger.Api.Pages.Overview;

/// <summary>Reads a chart's figures when it opens, and gives up reading when the person leaves.</summary>
/// <typeparam name="T">A figure.</typeparam>
public abstract class ChartReader<T> : LedgerComponent, IDisposable
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>The figures; null while they are read.</summary>
    protected IReadOnlyList<T>? Figures { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        try
        {
            Figures = await ReadAsync(_end.Token);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            Figures = null; // nobody looks any more
        }
    }

    /// <summary>Reads them.</summary>
    protected abstract Task<IReadOnlyList<T>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>An amount on an axis, in thousands or millions where it is large.</summary>
    protected string Short(object value)
    {
        var number = Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture);
        return Math.Abs(number) switch
        {
            >= 1_000_000m => T("page.overview.millions", Amount(decimal.Round(number / 1_000_000m, 1))),
            >= 10_000m => T("page.overview.thousands", Amount(decimal.Round(number / 1_000m, 0))),
            _ => Amount(number),
        };
    }
}
