using System.Text.Json.Nodes;
using Ledger.Api.Scenarios;
using Ledger.Workflows.Definitions;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>One base database for all tests of scenarios.</summary>
public sealed class ScenarioBench : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddScenarios().BuildServiceProvider();

    /// <summary>The definitions that ship.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "workflows-json");

    internal async Task<IReadOnlyList<ScenarioResult>> RunAsync(JsonObject definition, string scenarios, params JsonObject[] others)
    {
        var (file, problems) = ScenarioReader.Read(scenarios);
        problems.Should().BeEmpty();
        return await _services.GetRequiredService<ScenarioRunner>().RunAsync(definition, others, file!, null);
    }

    internal async Task<ScenarioResult> RunOneAsync(JsonObject definition, string scenario) =>
        (await RunAsync(definition, "{\"scenarios\":[" + scenario + "]}")).Should().ContainSingle().Which;

    internal async Task<IReadOnlyList<ScenarioResult>> RunShippedAsync(string file)
    {
        var others = DefinitionFiles.In(Folder).Where(f => f != file).Select(f => JsonNode.Parse(File.ReadAllText(f))!.AsObject()).ToArray();
        return await RunAsync(JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject(), await File.ReadAllTextAsync(DefinitionFiles.ScenariosOf(file)), others);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
