using Ledger.Api.Pages.Inbox;
using Ledger.Workflows.Schedules;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Ledger.Api.Pages.Processes;

/// <summary>The schedules of the company (features.md W7).</summary>
public sealed partial class SchedulesPage
{
    private static readonly (string Keys, string Text)[] Shortcuts = [("n", "page.schedules.new")];

    private string? _process;
    private SchedulePanel? _panel;

    [Inject]
    private ProcessNames Processes { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The address of all runs of a schedule.</summary>
    internal static string RunsOf(ScheduleInfo schedule) => QueryHelpers.AddQueryString("views/schedule-runs", "where", "schedule:eq:" + schedule.Name);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _process = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query).GetValueOrDefault("process").ToString() is { Length: > 0 } asked ? asked : null;
        await Processes.LoadAsync();
    }

    private void Choose(ChangeEventArgs e)
    {
        _process = e.Value?.ToString() is { Length: > 0 } process ? process : null;
        Navigation.NavigateTo(_process is null ? "/schedules" : QueryHelpers.AddQueryString("/schedules", "process", _process), replace: true);
    }
}
