using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Users;
using Ledger.Workflows.Definitions;
using Xunit.Abstractions;

namespace Ledger.Api.Tests.Designer;

/// <summary>Opened, saved as the studio saves and exported, every definition means what it meant (features.md W1, W2).</summary>
[Trait("row", "W1")]
public sealed class RoundTripTests(TestServer server, ITestOutputHelper output) : IClassFixture<TestServer>
{
    [Fact]
    public async Task OpenSaveExport_OfEveryShippedDefinition_ChangesNothing()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "shipped"), "*.json").Where(f => !f.EndsWith(".scenarios.json", StringComparison.Ordinal)).ToList();

        files.Should().NotBeEmpty();
        foreach (var file in files)
        {
            var original = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
            var exported = await RoundTripAsync(owner, original);
            DefinitionComparer.Differences(original, exported).Should().BeEmpty(file);
            Drawn(exported).Should().BeEquivalentTo(Drawn(original), "{0} is drawn as it was", file);
        }
    }

    [Fact]
    public async Task OpenSaveExport_OfElsasOwnDefinitions_KeepsAllTheySay()
    {
        if (ElsaFolder() is not { } folder)
        {
            output.WriteLine("Skipped: shared/data/elsa is not beside the repository.");
            return;
        }

        using var owner = await server.AsAsync(Role.ProcessOwner);
        foreach (var file in Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Order())
        {
            var original = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
            var exported = await RoundTripAsync(owner, original);
            DefinitionComparer.Differences(original, exported).Should().BeEmpty(file);
        }
    }

    [Fact]
    public async Task OpenSaveExport_WithWhatNobodyKnows_KeepsItWhereItWas()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        var original = JsonNode.Parse(
            """
            {"definitionId":"con-lo-desconocido","name":"Con lo desconocido","vendor":{"a":[1,{"b":null}]},"outcomes":["Conforme","Objetado"],
             "customProperties":{"Vendor:Color":"#123456","nested":{"x":[true,1.5]}},"options":{"usableAsActivity":true,"vendorOption":"v"},
             "variables":[{"id":"v1","name":"Items","typeName":"Object","isArray":false,"value":["a","b"],"vendorNote":"n"}],
             "inputs":[{"name":"who","type":"String","displayName":"Quién","customProperties":{"required":true},"vendorHint":7}],
             "outputs":[{"name":"out","type":"String","displayName":"Salida"}],
             "root":{"id":"f","type":"Elsa.Flowchart","version":1,"vendorRoot":{"deep":[[1]]},"start":"each",
              "activities":[
               {"id":"each","type":"Elsa.ForEach","version":1,"name":"each","vendorThing":[1,2,{"three":3}],"customProperties":{"canStartWorkflow":false,"vendorCustom":"c"},
                "items":{"typeName":"Object","expression":{"type":"Variable","value":{"id":"v1","name":"Items"}}},
                "metadata":{"designer":{"position":{"x":0,"y":0},"size":{"width":240,"height":80},"vendorDesign":"d"},"displayText":"Para cada uno","vendorMeta":true},
                "body":{"id":"inner","type":"Elsa.Flowchart","version":1,"start":"say","vendorInner":1,
                 "activities":[{"id":"say","type":"Elsa.WriteLine","version":1,"text":{"typeName":"String","expression":{"type":"JavaScript","value":"getCurrentValue()"},"vendorWrap":"w"}}],"connections":[]}},
               {"id":"ask","type":"Ledger.HumanTask","version":1,"title":{"typeName":"String","expression":{"type":"Literal","value":"T"}},
                "candidateRoles":{"typeName":"Object","expression":{"type":"Object","value":"[\"Approver\"]"}},
                "outcomes":{"typeName":"Object","expression":{"type":"Object","value":"[\"Conforme\", \"Objetado\"]"}}}],
              "connections":[{"source":{"activity":"each","port":"Done"},"target":{"activity":"ask","port":"In"},"vertices":[{"x":300,"y":40}],"vendorLine":"l"}]}}
            """)!.AsObject();

        var exported = await RoundTripAsync(owner, original);

        DefinitionComparer.Differences(original, exported).Should().BeEmpty();
        exported["vendor"]!["a"]![0]!.GetValue<int>().Should().Be(1);
        exported["root"]!["vendorRoot"]!["deep"]!.ToJsonString().Should().Be("[[1]]");
        var each = exported["root"]!["activities"]!.AsArray().Single(a => a!["id"]!.GetValue<string>() == "each")!;
        each["vendorThing"]!.ToJsonString().Should().Be("""[1,2,{"three":3}]""");
        each["body"]!["vendorInner"]!.GetValue<int>().Should().Be(1);
        each["body"]!["activities"]![0]!["text"]!["vendorWrap"]!.GetValue<string>().Should().Be("w");
        each["metadata"]!["vendorMeta"]!.GetValue<bool>().Should().BeTrue();
        exported["customProperties"]!["Vendor:Color"]!.GetValue<string>().Should().Be("#123456");
    }

    // Imported, opened, saved with the studio's own shape of a request, exported through the studio's address.
    private static async Task<JsonObject> RoundTripAsync(HttpClient owner, JsonObject original)
    {
        var id = original["definitionId"]!.GetValue<string>();
        (await owner.PostAsJsonAsync("/api/definitions/import?publish=false", original)).EnsureSuccessStatusCode();
        var opened = await owner.OpenAsync(id);
        var saved = await owner.SendAsync("/workflow-definitions", StudioRequests.Save(opened));
        saved.IsSuccessStatusCode.Should().BeTrue("{0} is saved: {1}", id, await saved.Content.ReadAsStringAsync());
        var again = await owner.OpenAsync(id);
        (await owner.SendAsync("/workflow-definitions", StudioRequests.Save(again))).EnsureSuccessStatusCode();
        return (await owner.GetAsync($"{StudioRequests.Api}/workflow-definitions/{id}/export?versionOptions=Latest&includeConsumingWorkflows=False").JsonAsync()).AsObject();
    }

    private static IEnumerable<string> Drawn(JsonObject definition) =>
        definition["root"]!["activities"]!.AsArray().Select(a => $"{a!["id"]} {a["metadata"]!["designer"]!.ToJsonString()}")
            .Concat(definition["root"]!["connections"]!.AsArray().Select(c => c!["vertices"]!.ToJsonString()));

    private static string? ElsaFolder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", "data", "elsa");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
