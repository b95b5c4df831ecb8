using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Api.Studio;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Api.Tests.Studio;

/// <summary>The texts of our page around the studio.</summary>
[Trait("row", "W2")]
public sealed class StudioPageTextsTests(TestServer server) : IClassFixture<TestServer>
{
    private string Pages => Path.Combine(server.App.Services.GetRequiredService<StudioFolder>().Root!, "wwwroot");

    [Fact]
    public async Task Texts_OfBothLanguages_HaveTheSameKeysAndPlaces()
    {
        var spanish = await ReadAsync("es");
        var english = await ReadAsync("en");

        english.Keys.Should().BeEquivalentTo(spanish.Keys);
        spanish.Values.Concat(english.Values).Should().NotContain(string.Empty);
        spanish.Where(t => !Places(t.Value).SetEquals(Places(english[t.Key]))).Select(t => t.Key).Should().BeEmpty("both languages fill in the same values");
    }

    [Fact]
    public async Task Texts_ThatScriptsAskFor_AreThere()
    {
        var known = await ReadAsync("es");
        var asked = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Pages, "*.js"))
        {
            foreach (Match match in Regex.Matches(await File.ReadAllTextAsync(file), @"\btext\('([a-z][a-z0-9.-]*)'"))
            {
                asked.Add(match.Groups[1].Value);
            }
        }

        asked.Should().HaveCountGreaterThan(20);
        asked.Except(known.Keys).Should().BeEmpty();
    }

    private static HashSet<string> Places(string text) => [.. Regex.Matches(text, @"\{\d\}").Select(m => m.Value)];

    private async Task<Dictionary<string, string>> ReadAsync(string language) =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Pages, $"texts.{language}.json")))!.AsObject()
            .ToDictionary(t => t.Key, t => t.Value!.GetValue<string>());
}
