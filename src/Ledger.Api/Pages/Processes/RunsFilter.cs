using System.Globalization;
using Ledger.Workflows.Instances;
using Microsoft.AspNetCore.WebUtilities;

namespace Ledger.Api.Pages.Processes;

/// <summary>Which runs the list shows; stands in its address.</summary>
internal sealed record RunsFilter
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 25;

    private const int SearchLengthMax = 100;

    /// <summary>Where they stand.</summary>
    public RunPhase Phase { get; init; } = RunPhase.Open;

    /// <summary>Of one process, or null.</summary>
    public string? Process { get; init; }

    /// <summary>A part of name, business key or number, or null.</summary>
    public string? Search { get; init; }

    /// <summary>The page, 0 being the first.</summary>
    public int Page { get; init; }

    /// <summary>True when the person narrowed it.</summary>
    public bool IsNarrowed => Phase != RunPhase.Open || Process is not null || Search is not null;

    /// <summary>The address of the runs of a process.</summary>
    public static string Of(string definitionId, RunPhase phase) => new RunsFilter { Process = definitionId, Phase = phase }.Address();

    /// <summary>The filter of a query string; what it does not understand is as if it were not there.</summary>
    public static RunsFilter Parse(string? query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string? Text(string name) => values.TryGetValue(name, out var text) && !string.IsNullOrWhiteSpace(text) ? text.ToString() : null;
        return new RunsFilter
        {
            Phase = Enum.TryParse<RunPhase>(Text("state"), ignoreCase: true, out var phase) && Enum.IsDefined(phase) ? phase : RunPhase.Open,
            Process = Text("process"),
            Search = Text("search") is { } search ? search[..Math.Min(search.Length, SearchLengthMax)] : null,
            Page = int.TryParse(Text("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page <= 100_000 ? page : 0,
        };
    }

    /// <summary>The address of the list that shows this.</summary>
    public string Address()
    {
        var values = new Dictionary<string, string?>();
        if (Phase != RunPhase.Open)
        {
            values["state"] = Phase.ToString();
        }

        if (Process is not null)
        {
            values["process"] = Process;
        }

        if (Search is not null)
        {
            values["search"] = Search;
        }

        if (Page > 0)
        {
            values["page"] = Page.ToString(CultureInfo.InvariantCulture);
        }

        return QueryHelpers.AddQueryString("/runs", values);
    }

    /// <summary>What the engine is asked.</summary>
    public InstanceQuery ToQuery(long companyId) => new()
    {
        CompanyId = companyId,
        DefinitionIds = Process is null ? null : [Process],
        SubStatuses = RunPhases.Of(Phase),
        Search = Search,
    };
}
