using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Inbox;
using Ledger.Api.Processes;
using Ledger.Api.Processes.Forms;
using Ledger.Workflows;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Schedules;
using Microsoft.AspNetCore.Components;

namespace Ledger.Api.Pages.Processes;

/// <summary>Creates or changes a schedule, with a preview of the times it means (features.md W7).</summary>
public sealed partial class ScheduleEditor
{
    private const int PreviewMax = 5;

    // Those of the company's neighbours; any other may be typed.
    private static readonly string[] Zones =
        ["America/Santiago", "America/Punta_Arenas", "Pacific/Easter", "America/Argentina/Buenos_Aires", "America/Lima", "America/Bogota", "America/Mexico_City", "America/New_York", "Europe/Madrid", "UTC"];

    private readonly Dictionary<string, string> _wrong = [];
    private readonly Dictionary<string, string> _values = [];
    private IReadOnlyList<StartField> _fields = [];
    private IReadOnlyList<FieldProblem> _problems = [];
    private IReadOnlyList<DateTimeOffset> _next = [];
    private string _name = string.Empty;
    private string _process = string.Empty;
    private string _cron = "0 0 6 ? * MON-FRI";
    private string _zone = string.Empty;
    private string? _cronProblem;
    private MisfireRule _misfire = MisfireRule.RunOnce;
    private bool _isPaused;
    private bool _isBusy;

    /// <summary>The schedule to change; null for a new one.</summary>
    [Parameter]
    public ScheduleInfo? Schedule { get; set; }

    /// <summary>The process of a new one, or null.</summary>
    [Parameter]
    public string? DefinitionId { get; set; }

    /// <summary>It was saved.</summary>
    [Parameter]
    public EventCallback<ScheduleInfo> OnDone { get; set; }

    /// <summary>The person leaves it as it is.</summary>
    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Inject]
    private ISchedules Schedules { get; set; } = null!;

    [Inject]
    private IDefinitions Definitions { get; set; } = null!;

    [Inject]
    private ProcessNames Processes { get; set; } = null!;

    [Inject]
    private CronWords Words { get; set; } = null!;

    private StartValues Values => new(CultureInfo.CurrentCulture, Person.Zone);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _zone = Schedule?.TimeZone ?? Person.Zone.Id;
        if (Schedule is { } schedule)
        {
            (_name, _cron, _misfire, _isPaused) = (schedule.Name, schedule.Cron, schedule.Misfire, schedule.IsPaused);
        }

        Preview();
        await UseProcessAsync(Schedule?.DefinitionId ?? DefinitionId ?? string.Empty);
    }

    private string? Invalid(string field) => _wrong.ContainsKey(field) ? "true" : null;

    private Task ProcessAsync(ChangeEventArgs e) => UseProcessAsync(e.Value?.ToString() ?? string.Empty);

    private async Task UseProcessAsync(string definitionId)
    {
        _process = definitionId;
        var version = definitionId.Length == 0 ? null : await Definitions.FindAsync(definitionId, "LatestOrPublished");
        _fields = version is null ? [] : StartForm.Read(JsonNode.Parse(version.Json)!.AsObject(), CultureInfo.CurrentUICulture);
        _values.Clear();
        foreach (var field in _fields)
        {
            var given = Schedule?.Input?.FirstOrDefault(i => string.Equals(i.Key, field.Name, StringComparison.OrdinalIgnoreCase)).Value;
            _values[field.Name] = Values.Text(field, given ?? field.Default);
        }
    }

    private void CronChanged(string? cron)
    {
        _cron = cron ?? string.Empty;
        Preview();
    }

    private void ZoneChanged(string? zone)
    {
        _zone = zone?.Trim() ?? string.Empty;
        Preview();
    }

    private void Preview()
    {
        try
        {
            _next = ScheduleTimes.Next(_cron, _zone, Person.Now, PreviewMax);
            _cronProblem = _next.Count == 0 ? T("page.schedules.cron.never") : null;
        }
        catch (WorkflowException refusal)
        {
            _next = [];
            _cronProblem = refusal.Code == "schedule.cron-invalid" && ScheduleTimes.Wrong(_cron) is var (key, value) ? T(key, value) : TextOf(refusal);
        }
    }

    private async Task SaveAsync()
    {
        if (_isBusy)
        {
            return;
        }

        _wrong.Clear();
        (var input, _problems) = Values.Read(_fields, _values);
        Need("name", _name.Trim().Length > 0, "page.schedules.name.needed");
        Need("process", _process.Length > 0, "page.schedules.process.needed");
        if (_wrong.Count > 0 || _problems.Count > 0 || _cronProblem is not null)
        {
            return;
        }

        _isBusy = true;
        try
        {
            await SendAsync(input);
        }
        catch (Exception refusal) when (!Refusal.Of(refusal).IsUnexpected)
        {
            _wrong["all"] = TextOf(refusal);
        }

        _isBusy = false;
    }

    private async Task SendAsync(JsonObject input)
    {
        var caller = await Person.ConfirmAsync(Policies.Owns);
        var current = (await Schedules.ListAsync(caller.Company)).FirstOrDefault(s => s.Name == _name.Trim());
        Need("name", Schedule is not null || current is null, "page.schedules.name.taken");
        Need("all", Schedule is null || (current is not null && IsSame(Schedule, current)), "page.schedules.changed");
        if (_wrong.Count > 0)
        {
            return;
        }

        var saved = await Schedules.SaveAsync(
            new ScheduleInfo
            {
                CompanyId = caller.Company,
                Name = _name.Trim(),
                DefinitionId = _process,
                Cron = _cron.Trim(),
                TimeZone = _zone,
                Misfire = _misfire,
                Input = input.Count == 0 ? null : input,
                IsPaused = current?.IsPaused ?? _isPaused,
            },
            caller.Actor);
        await OnDone.InvokeAsync(saved);
    }

    private void Need(string field, bool isGiven, string text)
    {
        if (!isGiven)
        {
            _wrong[field] = T(text);
        }
    }

    // What runs by itself changes its times; what a person changes is the rest.
    private static bool IsSame(ScheduleInfo before, ScheduleInfo now) =>
        before.Id == now.Id && before.Cron == now.Cron && before.TimeZone == now.TimeZone && before.Misfire == now.Misfire
        && JsonNode.DeepEquals(before.Input, now.Input);

    private string TextOf(FieldProblem problem) => T(
        "page.start.problem." + problem.Code, [.. problem.Arguments.Select(a => a switch
        {
            FieldProblem inner => TextOf(inner),
            decimal number => Amount(number),
            _ => a,
        })]);
}
