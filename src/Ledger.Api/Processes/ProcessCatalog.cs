using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Api.Identity;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Schedules;

namespace Ledger.Api.Processes;

/// <summary>The published processes with what a person wants to know before starting or looking for one (features.md W8).</summary>
internal sealed class ProcessCatalog(
    IDefinitions definitions, ISchedules schedules, FavouriteProcesses favourites, LastRuns lastRuns, RunCounts counts)
{
    private const int PublishedMax = 2_000;

    // A published version never changes, and its JSON is large.
    private readonly ConcurrentDictionary<string, Words> _words = new();

    /// <summary>All published processes by name, in the reader's language.</summary>
    public async Task<IReadOnlyList<ProcessEntry>> ListAsync(Caller caller, CultureInfo language)
    {
        var versions = await PublishedAsync();
        var marked = await favourites.ListAsync(caller);
        var running = await counts.ListAsync(caller.Company);
        var last = await lastRuns.ListAsync(caller.Company);
        var next = (await schedules.ListAsync(caller.Company)).Where(s => s.NextRunAt is not null)
            .GroupBy(s => s.DefinitionId).ToDictionary(g => g.Key, g => g.Min(s => s.NextRunAt));
        var entries = new List<ProcessEntry>(versions.Count);
        foreach (var version in versions)
        {
            var words = await WordsAsync(version.VersionId);
            var (open, faulted) = running.GetValueOrDefault(version.DefinitionId);
            entries.Add(new ProcessEntry(version.DefinitionId, version.Version, words.Name(language) ?? version.Name)
            {
                Description = words.Description(language) ?? version.Description,
                Module = words.Module(language),
                IsFavourite = marked.Contains(version.DefinitionId),
                Running = open,
                Faulted = faulted,
                Last = last.GetValueOrDefault(version.DefinitionId),
                NextAt = next.GetValueOrDefault(version.DefinitionId),
            });
        }

        return [.. entries.OrderBy(e => e.Name, StringComparer.Create(language, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace))];
    }

    /// <summary>The entries in which all words of a search occur, whatever case and accents.</summary>
    public static IEnumerable<ProcessEntry> Search(IEnumerable<ProcessEntry> entries, string? search, CultureInfo language)
    {
        var words = (search ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return entries.Where(e => words.All(w => new[] { e.Name, e.Description, e.Module, e.DefinitionId }.Any(
            text => text is not null && language.CompareInfo.IndexOf(text, w, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0)));
    }

    /// <summary>The name of a version in the reader's language; null when it is gone.</summary>
    public async Task<string?> NameAsync(string versionId, CultureInfo language) => (await WordsAsync(versionId)).Name(language);

    private async Task<IReadOnlyList<DefinitionVersion>> PublishedAsync()
    {
        var all = new List<DefinitionVersion>();
        for (var page = 0; all.Count < PublishedMax; page++)
        {
            var found = await definitions.ListAsync(new DefinitionQuery { Versions = "Published" }, new PageRequest(page, PageRequest.SizeMax));
            all.AddRange(found.Items);
            if (found.Items.Count < PageRequest.SizeMax)
            {
                break;
            }
        }

        return all;
    }

    private async Task<Words> WordsAsync(string versionId)
    {
        if (!_words.TryGetValue(versionId, out var words))
        {
            var whole = (await definitions.FindVersionAsync(versionId))?.Json;
            var json = whole is null ? [] : JsonNode.Parse(whole)!.AsObject();
            json.Remove("root"); // the drawing is most of it, and has no words for the catalogue
            words = _words[versionId] = new Words(json);
        }

        return words;
    }

    private sealed record Words(JsonObject Json)
    {
        public string? Name(CultureInfo language) => ProcessWords.Of(Json, "name", language);

        public string? Description(CultureInfo language) => ProcessWords.Of(Json, "description", language);

        public string? Module(CultureInfo language) => ProcessWords.OfEach(ProcessWords.Custom(Json)["module"], language);
    }
}
