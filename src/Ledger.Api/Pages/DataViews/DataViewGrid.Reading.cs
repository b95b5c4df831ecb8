using Ledger.Api.DataViews.Query;

namespace Ledger.Api.Pages.DataViews;

/// <summary>How the grid reads: one page, and what it comes to; groups as they are opened. What was asked before is given up.</summary>
public partial class DataViewGrid
{
    private bool _isStopped;
    private bool _isLeft;

    private async Task ReadAsync(bool isPageOnly = false)
    {
        if (_isLeft)
        {
            throw new OperationCanceledException("The grid has gone."); // what began before would read for nobody
        }

        await _reading.CancelAsync();
        _reading.Dispose();
        _reading = new CancellationTokenSource();
        var reading = _reading.Token;
        (_isLoading, _isStopped) = (true, false);
        _isCounted &= isPageOnly; // pages of what was asked before are not pages of this
        StateHasChanged();
        try
        {
            await TryAsync(async () =>
            {
                var state = _state!;
                var known = isPageOnly && _isCounted ? _totals?.Count : null;
                var lines = state.Layout.Groups.Count > 0 ? await GroupsAsync([], 0, reading) : await RowsAsync([], 0, known, reading);
                _lines.Clear();
                _lines.AddRange(lines);
                if (!isPageOnly)
                {
                    StateHasChanged();
                    _totals = await Reader.TotalsAsync(state.View, Person.Caller.Company, state.Query(), reading);
                    _isCounted = true;
                }
            });
        }
        catch (OperationCanceledException) when (reading.IsCancellationRequested)
        {
            return; // the person asked for something else meanwhile, and that is being read; or wants no answer any more
        }

        _isLoading = false;
        StateHasChanged();
    }

    // The database stops too. What was read so far stays; what is missing can be asked for again.
    private async Task StopAsync()
    {
        await _reading.CancelAsync();
        (_isLoading, _isStopped) = (false, true);
    }

    private async Task<IReadOnlyList<GridLine>> RowsAsync(IReadOnlyList<string?> path, int page, long? known, CancellationToken cancellationToken)
    {
        var state = _state!;
        var query = path.Count == 0 ? state.Query() : state.Query(path, page);
        var found = await Reader.PageAsync(state.View, Person.Caller.Company, query, known, cancellationToken);
        var lines = found.Rows.Select(GridLine (r) => new GridLine.Row(path.Count, path, found, r)).ToList();
        if (path.Count > 0 && found.TotalCount > (long)(page + 1) * query.PageSize)
        {
            lines.Add(new GridLine.More(path.Count, path, page + 1));
        }

        return lines;
    }

    private async Task<IReadOnlyList<GridLine>> GroupsAsync(IReadOnlyList<string?> path, int page, CancellationToken cancellationToken)
    {
        var state = _state!;
        var found = await Reader.GroupsAsync(state.View, Person.Caller.Company, state.Query(path), page * GroupsAtOnce, GroupsAtOnce, cancellationToken);
        var lines = found.Groups.Select(GridLine (g) => new GridLine.Group(path.Count, path, state.Layout.Groups[path.Count], g, false)).ToList();
        if (found.HasMore)
        {
            lines.Add(new GridLine.More(path.Count, path, page + 1));
        }

        return lines;
    }

    private Task ToggleAsync(int index) => TryAsync(async () =>
    {
        var group = (GridLine.Group)_lines[index];
        if (group.IsOpen)
        {
            var end = _lines.FindIndex(index + 1, l => l.Level <= group.Level);
            _lines.RemoveRange(index + 1, (end < 0 ? _lines.Count : end) - index - 1);
            _lines[index] = group with { IsOpen = false };
            return;
        }

        IReadOnlyList<string?> path = [.. group.Path, group.Values.Key];
        var below = path.Count < _state!.Layout.Groups.Count ? await GroupsAsync(path, 0, _reading.Token) : await RowsAsync(path, 0, null, _reading.Token);
        _lines[index] = group with { IsOpen = true };
        _lines.InsertRange(index + 1, below);
    });

    private Task MoreAsync(GridLine.More more) => TryAsync(async () =>
    {
        var index = _lines.IndexOf(more);
        var next = more.Path.Count < _state!.Layout.Groups.Count
            ? await GroupsAsync(more.Path, more.NextPage, _reading.Token)
            : await RowsAsync(more.Path, more.NextPage, null, _reading.Token);
        _lines.RemoveAt(index);
        _lines.InsertRange(index, next);
    });
}
