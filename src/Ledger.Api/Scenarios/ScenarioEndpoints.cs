using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Definitions;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Scenarios;

/// <summary>The scenarios of a definition and what came of their last run (features.md W10).</summary>
internal static class ScenarioEndpoints
{
    // How long all scenarios of a definition may take together.
    private static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(5);

    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/definitions/{definitionId}/scenarios").WithTags("definitions");
        group.MapGet("/", GetAsync).RequireAuthorization(Policies.Reads).WithSummary("Scenarios with the result of each in the last run.");
        group.MapGet("/file", FileAsync).RequireAuthorization(Policies.Reads).Produces<JsonObject>().WithSummary("The scenarios as a file.");
        group.MapPut("/", PutAsync).RequireAuthorization(Policies.Owns).WithSummary("Replaces the scenarios; unknown properties are refused with their line.");
        group.MapPost("/run", RunAsync).RequireAuthorization(Policies.Owns)
            .WithSummary("Runs them with the latest version, draft or published, on a database of their own; one run at a time.");
    }

    private static async Task<Answer<ScenarioList>> GetAsync(
        string definitionId, HttpContext http, [FromServices] ScenarioStore store, [FromServices] IDefinitions definitions, [FromServices] MessageCatalog texts,
        CancellationToken cancellationToken)
    {
        var latest = await LatestAsync(definitions, definitionId, cancellationToken);
        return new(ListOf(latest, await store.FindAsync(definitionId), await store.LastAsync(definitionId), texts, Language.Of(http)));
    }

    private static async Task<IResult> FileAsync(string definitionId, [FromServices] ScenarioStore store) =>
        TypedResults.File(
            System.Text.Encoding.UTF8.GetBytes((await RequireAsync(store, definitionId)).Text), "application/json", definitionId + DefinitionFiles.ScenarioEnding);

    private static async Task<Answer<ScenarioList>> PutAsync(
        string definitionId, HttpContext http, Caller caller, [FromServices] ScenarioStore store, [FromServices] IDefinitions definitions,
        [FromServices] MessageCatalog texts, CancellationToken cancellationToken)
    {
        var latest = await LatestAsync(definitions, definitionId, cancellationToken);
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync(cancellationToken);
        var culture = Language.Of(http);
        ScenarioReader.Require(text, problem => Said(ScenarioProblemView.Of(problem, texts, culture, null)));
        await store.SaveAsync(definitionId, text, "edited", caller.Actor, cancellationToken);
        return new(ListOf(latest, await store.FindAsync(definitionId), await store.LastAsync(definitionId), texts, culture));
    }

    private static async Task<Answer<ScenarioList>> RunAsync(
        string definitionId, HttpContext http, Caller caller, [FromServices] ScenarioStore store, [FromServices] ScenarioRunner runner,
        [FromServices] IDefinitions definitions, [FromServices] MessageCatalog texts, [FromServices] LedgerDatabase database, CancellationToken cancellationToken)
    {
        var latest = await LatestAsync(definitions, definitionId, cancellationToken);
        var document = await RequireAsync(store, definitionId);
        var culture = Language.Of(http);
        var file = ScenarioReader.Require(document.Text, problem => Said(ScenarioProblemView.Of(problem, texts, culture, null)));
        if (!await OneAtATime.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            throw new RequestRefusedException(409, "scenario.busy", "Scenarios are being run already.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeMax);
        try
        {
            var results = await runner.RunAsync(
                JsonNode.Parse(latest.Json)!.AsObject(), await PublishedAsync(definitions, cancellationToken), file, null, cancellationToken: limit.Token);
            await store.NoteAsync(new ScenarioRunRow
            {
                DefinitionId = definitionId,
                Version = latest.Version,
                ContentHash = latest.ContentHash,
                TextHash = document.TextHash,
                Results = JsonSerializer.Serialize(results, LedgerJson.Options),
                RanBy = caller.Actor.Name,
                RanAt = database.Clock.GetUtcNow(),
            });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RequestRefusedException(503, "scenario.too-long", $"The scenarios took more than {TimeMax.TotalSeconds} seconds.", TimeMax.TotalSeconds);
        }
        finally
        {
            OneAtATime.Release();
        }

        return new(ListOf(latest, document, await store.LastAsync(definitionId), texts, culture));
    }

    private static ScenarioList ListOf(DefinitionVersion latest, ScenarioDocument? document, ScenarioRunRow? run, MessageCatalog texts, CultureInfo culture)
    {
        var scenarios = document is null ? [] : ScenarioReader.Read(document.Text).File?.Scenarios ?? [];
        var lines = document is null ? null : ScenarioReader.LinesOf(document.Text);
        var results = run is null ? [] : JsonSerializer.Deserialize<List<ScenarioResult>>(run.Results, LedgerJson.Options)!;
        var items = scenarios.Select(scenario =>
        {
            var result = results.Find(r => r.Name == scenario.Name);
            var problems = (result?.Problems ?? []).Select(p => ScenarioProblemView.Of(p, texts, culture, lines)).ToList();
            return new ScenarioItem(
                scenario.Name, scenario.Description, result?.Passed, result is null ? null : run!.RanAt, result?.Milliseconds,
                problems.Count == 0 ? null : Said(problems[0]), problems, result?.Path ?? []);
        });
        return new ScenarioList([.. items], latest.Version)
        {
            Origin = document?.Origin,
            ChangedBy = document?.ChangedBy,
            ChangedAt = document?.ChangedAt,
            RanAt = run?.RanAt,
            RanBy = run?.RanBy,
            TestedVersion = run?.Version,
            IsCurrent = run is not null && run.ContentHash == latest.ContentHash && run.TextHash == document?.TextHash,
        };
    }

    private static string Said(ScenarioProblemView problem) =>
        problem.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{problem.Place} ({line}): {problem.Message}") : $"{problem.Place}: {problem.Message}";

    private static async Task<List<JsonObject>> PublishedAsync(IDefinitions definitions, CancellationToken cancellationToken)
    {
        var found = new List<JsonObject>();
        for (var page = 0; ; page++)
        {
            var versions = await definitions.ListAsync("Published", null, new PageRequest(page, PageRequest.SizeMax), cancellationToken);
            found.AddRange(versions.Items.Select(v => JsonNode.Parse(v.Json)).OfType<JsonObject>());
            if (versions.Items.Count < PageRequest.SizeMax)
            {
                return found;
            }
        }
    }

    private static async Task<DefinitionVersion> LatestAsync(IDefinitions definitions, string definitionId, CancellationToken cancellationToken) =>
        await definitions.FindAsync(definitionId, "Latest", cancellationToken)
            ?? throw new RequestRefusedException(404, "definition.not-found", $"There is no definition {definitionId}.", definitionId);

    private static async Task<ScenarioDocument> RequireAsync(ScenarioStore store, string definitionId) =>
        await store.FindAsync(definitionId)
            ?? throw new RequestRefusedException(404, "scenario.none", $"The definition {definitionId} has no scenarios.", definitionId);
}

/// <summary>The scenarios of a definition.</summary>
internal sealed record ScenarioList(IReadOnlyList<ScenarioItem> Items, int Version)
{
    /// <summary>file or edited; null without scenarios.</summary>
    public string? Origin { get; init; }

    /// <summary>Who changed the scenarios last.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>When they were last run.</summary>
    public DateTimeOffset? RanAt { get; init; }

    /// <summary>By whom.</summary>
    public string? RanBy { get; init; }

    /// <summary>With which version.</summary>
    public int? TestedVersion { get; init; }

    /// <summary>True when neither the definition nor its scenarios changed since that run.</summary>
    public bool IsCurrent { get; init; }
}

/// <summary>A scenario and what came of it last.</summary>
internal sealed record ScenarioItem(
    string Name, string? Description, bool? Passed, DateTimeOffset? RanAt, long? Milliseconds, string? Message,
    IReadOnlyList<ScenarioProblemView> Problems, IReadOnlyList<string> Path);
