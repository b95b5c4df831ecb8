using System.Globalization;
using Ledger.Api.Scenarios;
using Ledger.Workflows.Definitions;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>Every shipped definition has scenarios, and all of them come true (W10).</summary>
[Trait("row", "W10")]
public sealed class ShippedScenarioTests(ScenarioBench bench) : IClassFixture<ScenarioBench>
{
    public static IEnumerable<object[]> Definitions => DefinitionFiles.In(ScenarioBench.Folder).Select(f => new object[] { Path.GetFileName(f) });

    [Theory]
    [MemberData(nameof(Definitions))]
    public async Task Run_ShippedDefinition_AllItsScenariosComeTrue(string file)
    {
        var results = await bench.RunShippedAsync(Path.Combine(ScenarioBench.Folder, file));

        results.Should().HaveCountGreaterThan(2, "several courses of each are shown");
        results.Where(r => !r.Passed).Select(Said).Should().BeEmpty();
    }

    private static string Said(ScenarioResult result) => result.Name + ": " + string.Join("; ", result.Problems.Select(p => string.Create(
        CultureInfo.InvariantCulture, $"{p.Place} {p.Code} ({string.Join(", ", p.Arguments)})")));
}
