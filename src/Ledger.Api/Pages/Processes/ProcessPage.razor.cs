using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Api.Pages.Shell;
using Ledger.Api.Processes;
using Ledger.Api.Scenarios;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Definitions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Ledger.Api.Pages.Processes;

/// <summary>One process: what it is for, its versions, its runs, its schedules, how its scenarios stand (features.md W1, W7, W8, W10).</summary>
public sealed partial class ProcessPage
{
    private static readonly string[] Tabs = ["runs", "schedules", "versions"];

    private static readonly (string Keys, string Text)[] Shortcuts =
        [("u", "page.keys.up"), ("s", "page.processes.start"), ("1 2 3", "page.keys.tabs")];

    private IReadOnlyList<DefinitionVersion> _versions = [];
    private ProcessEntry? _entry;
    private ScenarioState? _scenarios;
    private string _name = string.Empty;
    private string? _about;
    private string _tab = Tabs[0];
    private string _shown = string.Empty;
    private bool _isMissing;

    /// <summary>The process.</summary>
    [Parameter]
    public string DefinitionId { get; set; } = string.Empty;

    /// <summary>Which of its tabs is open.</summary>
    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    [Inject]
    private IDefinitions Definitions { get; set; } = null!;

    [Inject]
    private ProcessCatalog Catalog { get; set; } = null!;

    [Inject]
    private ScenarioStore Scenarios { get; set; } = null!;

    [Inject]
    private PeopleNames People { get; set; } = null!;

    private string Given => new JsonObject { ["column"] = "definitionId", ["op"] = "Eq", ["values"] = new JsonArray(DefinitionId) }.ToJsonString();

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _tab = Tabs.Contains(Tab) ? Tab! : Tabs[0];
        if (_shown == DefinitionId)
        {
            return;
        }

        _shown = DefinitionId;
        await People.LoadAsync();
        var language = CultureInfo.CurrentUICulture;
        var versions = (await Definitions.ListAsync(
            new DefinitionQuery { DefinitionIds = [DefinitionId] }, new PageRequest(0, PageRequest.SizeMax, "Version", Descending: true))).Items;
        _entry = (await Catalog.ListAsync(Person.Caller, language)).FirstOrDefault(e => e.DefinitionId == DefinitionId);
        _isMissing = versions.Count == 0;
        if (!_isMissing)
        {
            _name = _entry?.Name ?? versions[0].Name;
            _about = _entry is null ? versions[0].Description : _entry.Description;
            _scenarios = ScenarioState.Of(await Scenarios.LastAsync(DefinitionId), versions);
        }

        _versions = versions;
    }

    private string TabAddress(string tab) => $"processes/{Uri.EscapeDataString(DefinitionId)}" is var address && tab == Tabs[0]
        ? address
        : QueryHelpers.AddQueryString(address, "tab", tab);

    private sealed record ScenarioState(int Passed, int Total, DateTimeOffset RanAt, bool IsOld)
    {
        public static ScenarioState? Of(ScenarioRunRow? run, IReadOnlyList<DefinitionVersion> versions)
        {
            if (run is null || JsonNode.Parse(run.Results) is not JsonArray { Count: > 0 } results)
            {
                return null;
            }

            var passed = results.Count(r => r?["passed"] is JsonValue flag && flag.TryGetValue<bool>(out var isPassed) && isPassed);
            return new ScenarioState(passed, results.Count, run.RanAt, versions.All(v => v.ContentHash != run.ContentHash || !(v.IsPublished || v.IsLatest)));
        }
    }
}
