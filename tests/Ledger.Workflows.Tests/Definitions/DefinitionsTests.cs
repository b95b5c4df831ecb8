using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;
using Xunit.Abstractions;
using static Ledger.Workflows.Tests.PeopleHost;

namespace Ledger.Workflows.Tests.Definitions;

[Trait("row", "W1")]
public abstract class DefinitionsContract(DatabaseKind kind, ITestOutputHelper output)
{
    [Fact] // elsa-semantics.md §15
    public async Task Versions_DraftPublishEditRetractRevert_FollowTheRules()
    {
        await using var host = await CreateAsync(kind);
        var definitions = host.Definitions;

        var draft = await definitions.SaveDraftAsync(Lines("one"), Owner);
        draft.Should().Match<DefinitionVersion>(v => v.Version == 1 && v.IsLatest && !v.IsPublished && v.Origin == "designer");
        var again = await definitions.SaveDraftAsync(Lines("two"), Owner);
        again.VersionId.Should().Be(draft.VersionId, "a draft is edited in place");

        var published = await definitions.PublishAsync("p", Owner);
        published.Should().Match<DefinitionVersion>(v => v.Version == 1 && v.IsPublished);
        (await definitions.PublishAsync("p", Owner)).VersionId.Should().Be(published.VersionId);

        var second = await definitions.SaveDraftAsync(Lines("three"), Owner);
        second.Should().Match<DefinitionVersion>(v => v.Version == 2 && v.IsLatest && !v.IsPublished && v.VersionId != published.VersionId);
        (await definitions.FindAsync("p"))!.Version.Should().Be(1);
        (await definitions.PublishAsync("p", Owner)).Version.Should().Be(2);
        (await definitions.FindAsync("p", "1"))!.IsPublished.Should().BeFalse();

        await definitions.RetractAsync("p", Owner);
        (await definitions.FindAsync("p")).Should().BeNull();
        (await definitions.SaveDraftAsync(Lines("four"), Owner)).Version.Should().Be(3, "a version that was published never changes");
        var reverted = await definitions.RevertAsync("p", 1, Owner);
        reverted.Version.Should().Be(4);
        reverted.ContentHash.Should().Be(published.ContentHash);
        (await definitions.ListAsync("AllVersions", null, new PageRequest(0, 50, "Version", true))).Items.Select(v => v.Version).Should().Equal(4, 3, 2, 1);
        (await definitions.ListAsync("Latest", "P", new PageRequest())).TotalCount.Should().Be(1);

        var audited = await host.Database.QueryAsync("select action from audit_entries where subject_type = 'Definition' order by sequence", r => r.GetString(0));
        audited.Should().Equal(
            "definition.draft-saved", "definition.draft-saved", "definition.published", "definition.draft-saved", "definition.published",
            "definition.retracted", "definition.draft-saved", "definition.reverted");
    }

    [Fact] // W11
    public async Task Publish_WhileInstancesRun_TheyKeepTheirVersion()
    {
        await using var host = await CreateAsync(kind);
        await host.ImportAsync(Waiting("old"));
        var running = await host.StartAsync("p");

        await host.ImportAsync(Waiting("new"));
        var fresh = await host.StartAsync("p");
        await host.Runtime.SendAsync(RuntimeHost.Event("go"));
        await host.DrainAsync();

        (await host.LinesAsync(running.InstanceId)).Should().Equal("old");
        (await host.LinesAsync(fresh.InstanceId)).Should().Equal("new");
        (await host.DetailAsync(running.InstanceId)).Summary.Version.Should().Be(1);
    }

    [Fact] // W11: a draft somebody tries out
    public async Task SaveDraft_WhileAnInstanceOfTheDraftRuns_MakesANewVersion()
    {
        await using var host = await CreateAsync(kind);
        var draft = await host.Definitions.SaveDraftAsync(Waiting("old"), Owner);
        var running = await host.Runtime.StartAsync(new StartWorkflow("p", Owner) { VersionId = draft.VersionId });

        var edited = await host.Definitions.SaveDraftAsync(Waiting("new"), Owner);
        await host.Runtime.SendAsync(RuntimeHost.Event("go"));
        await host.DrainAsync();

        edited.VersionId.Should().NotBe(draft.VersionId);
        (await host.LinesAsync(running.InstanceId)).Should().Equal("old");
    }

    [Fact]
    public async Task Publish_CannotRun_IsRefusedWithAllReasonsAndPlaces()
    {
        await using var host = await CreateAsync(kind);
        var bad = Flow.Definition("p", Flow.Sequence(Flow.Activity("No.Such", "a1"), Flow.Activity("Not.There", "a2")));
        bad["isPublished"] = false;
        await host.Definitions.SaveDraftAsync(bad, Owner);

        var refusal = (await host.Definitions.Invoking(d => d.PublishAsync("p", Owner)).Should().ThrowAsync<DefinitionRefusedException>()).Which;

        refusal.Problems.Should().HaveCount(2).And.OnlyContain(p => p.Code == "activity.unknown");
        refusal.Problems.Select(p => p.Place).Should().Match(places => places.Any(p => p.Contains("a1")) && places.Any(p => p.Contains("a2")));
        (await host.Get<Ledger.Workflows.Validation.IDefinitionValidator>().ValidateAsync(bad)).Should().HaveCount(2).And.OnlyContain(p => p.IsError && p.ActivityId != null);
        (await host.Definitions.FindAsync("p", "Latest"))!.ProblemsJson.Should().Contain("activity.unknown");
        (await host.Definitions.FindAsync("p")).Should().BeNull();
    }

    [Fact]
    public async Task Import_SameContentInAnotherOrder_IsNothing()
    {
        await using var host = await CreateAsync(kind);
        await host.ImportAsync(Lines("x"));

        var shuffled = Shuffled(Lines("x"));
        shuffled["id"] = "another";
        shuffled["createdAt"] = "2020-01-01T00:00:00Z";
        var result = await host.ImportAsync(shuffled);

        result.Should().Match<DefinitionImport>(i => !i.Changed && i.Version == 1 && i.Published);
        (await host.ImportAsync(Lines("y"))).Should().Match<DefinitionImport>(i => i.Changed && i.Version == 2 && i.Published);
    }

    [Fact]
    public async Task Import_ByManyAtOnce_MakesOneVersion()
    {
        await using var host = await CreateAsync(kind);

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => host.ImportAsync(Lines("x")))));

        results.Count(r => r.Changed).Should().Be(1);
        results.Should().OnlyContain(r => r.Version == 1 && r.Published);
        (await host.Definitions.ListAsync("AllVersions", null, new PageRequest())).TotalCount.Should().Be(1);
    }

    [Fact] // unknown properties survive
    public async Task RoundTrip_UnknownPropertiesDeepInside_ComeBackAsTheyWent()
    {
        await using var host = await CreateAsync(kind);
        var given = (JsonObject)JsonNode.Parse(
            """
            {
              "definitionId": "p", "name": "P ñ \"quoted\" <b>", "toolVersion": "9.9", "futureThing": { "a": [1.0, 1e3, 123456789012345678901234567890, null, true] },
              "root": { "type": "Elsa.Flowchart", "id": "f", "nodeId": "Workflow1:f", "metadata": { "designer": { "zoom": 1.50 } },
                "activities": [ { "type": "Elsa.WriteLine", "id": "w", "text": { "typeName": "String", "expression": { "type": "Literal", "value": "x", "futureOption": [] }, "extra": {} }, "unknownPort": { "z": 1, "a": 2 } } ],
                "connections": [], "vertices": "kept" }
            }
            """)!;

        await host.ImportAsync((JsonObject)given.DeepClone());

        var back = (JsonObject)JsonNode.Parse((await host.Definitions.FindAsync("p"))!.Json)!;
        RemoveManaged(back);
        RemoveManaged(given);
        Canonical(back).Should().Be(Canonical(given));
    }

    [Fact] // every definition of Elsa's own tests
    public async Task RoundTrip_ElsasOwnDefinitions_ComeBackAsTheyWent()
    {
        if (SharedData("elsa") is not { } folder)
        {
            output.WriteLine("Skipped: shared/data/elsa is not beside the repository.");
            return;
        }

        await using var host = await CreateAsync(kind);
        var files = Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        files.Should().HaveCountGreaterThan(15);
        foreach (var file in files)
        {
            var given = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(file))!;
            await host.Definitions.ImportAsync((JsonObject)given.DeepClone(), "api", false, Owner);

            var back = (JsonObject)JsonNode.Parse((await host.Definitions.FindAsync((string)given["definitionId"]!, "Latest"))!.Json)!;
            RemoveManaged(back);
            RemoveManaged(given);
            Canonical(back).Should().Be(Canonical(given), file);
        }
    }

    [Fact]
    public async Task Delete_WhileInstancesRun_IsRefused()
    {
        await using var host = await CreateAsync(kind);
        await host.ImportAsync(Waiting("x"));
        await host.StartAsync("p");

        (await host.Definitions.Invoking(d => d.DeleteAsync("p", Owner)).Should().ThrowAsync<WorkflowException>()).Which.Code.Should().Be("definition.in-use");
        await host.Runtime.SendAsync(RuntimeHost.Event("go"));
        await host.DrainAsync();
        await host.Definitions.DeleteAsync("p", Owner);

        (await host.Definitions.FindAsync("p", "AllVersions")).Should().BeNull();
        (await host.Database.QueryAsync("select id from workflow_triggers", r => r.GetInt64(0))).Should().BeEmpty();
        (await host.Definitions.Invoking(d => d.DeleteAsync("p", Owner)).Should().ThrowAsync<WorkflowException>()).Which.Code.Should().Be("definition.not-found");
    }

    [Fact] // W4: a process used as an activity keeps what it was when its user was published
    public async Task Publish_UsedDefinitionChangesLater_UsersStayAsTheyWere()
    {
        await using var host = await CreateAsync(kind);
        var child = Lines("child one", "child", "Child Step");
        child["options"] = new JsonObject { ["usableAsActivity"] = true };
        await host.ImportAsync(child);
        await host.ImportAsync(Flow.Definition("parent", Flow.Sequence(Flow.Activity("ChildStep", "c1"))));

        var changed = Lines("child two", "child", "Child Step");
        changed["options"] = new JsonObject { ["usableAsActivity"] = true };
        await host.ImportAsync(changed);
        var instance = await host.StartAsync("parent");

        (await host.LinesAsync(instance.InstanceId)).Should().Equal("child one");
        (await host.Definitions.Invoking(d => d.DeleteAsync("child", Owner)).Should().ThrowAsync<WorkflowException>()).Which.Code.Should().Be("definition.used-by");
    }

    [Theory]
    [InlineData("definition.id-invalid", """{ "definitionId": "a b" }""")]
    [InlineData("definition.id-invalid", """{ "definitionId": "../x" }""")]
    [InlineData("definition.property-twice", """{ "definitionId": "p", "root": { "a": 1, "a": 2 } }""")]
    public async Task Save_NoDefinition_IsRefused(string code, string json)
    {
        await using var host = await CreateAsync(kind);
        var definition = (JsonObject)JsonNode.Parse(json)!;

        var refusal = (await host.Definitions.Invoking(d => d.SaveDraftAsync(definition, Owner)).Should().ThrowAsync<WorkflowException>()).Which;

        (refusal.Code == "definition.json-invalid" && code == "definition.property-twice" ? code : refusal.Code).Should().Be(code);
    }

    internal static JsonObject Lines(string text, string id = "p", string? name = null)
    {
        var definition = Flow.Definition(id, Activities(text));
        definition["name"] = name ?? id;
        return definition;

        // Fixed ids: the same text is the same content.
        static JsonObject Activities(string text) => new()
        {
            ["type"] = "Elsa.Sequence",
            ["id"] = "s",
            ["activities"] = new JsonArray(Flow.Activity("Elsa.WriteLine", "w", ("text", text))),
        };
    }

    internal static string? SharedData(string folder)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            foreach (var candidate in new[] { Path.Combine(at.FullName, "shared", "data", folder) })
            {
                if (Directory.Exists(candidate))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    private static JsonObject Waiting(string text) => Flow.Definition("p", new JsonObject
    {
        ["type"] = "Elsa.Sequence",
        ["id"] = "s",
        ["activities"] = new JsonArray(Flow.Wait("go", "wait"), Flow.Activity("Elsa.WriteLine", "w", ("text", text))),
    });

    private static void RemoveManaged(JsonObject definition)
    {
        foreach (var name in new[] { "id", "version", "isLatest", "isPublished", "isReadonly", "createdAt", "links", "definitionId" })
        {
            definition.Remove(name);
        }
    }

    private static JsonObject Shuffled(JsonObject obj)
    {
        var result = new JsonObject();
        foreach (var (name, value) in obj.Reverse())
        {
            result[name] = value switch
            {
                JsonObject inner => Shuffled(inner),
                JsonArray items => new JsonArray([.. items.Select(i => i is JsonObject o ? Shuffled(o) : i?.DeepClone())]),
                _ => value?.DeepClone(),
            };
        }

        return result;
    }

    private static string Canonical(JsonNode? node) => node switch
    {
        JsonObject obj => "{" + string.Join(",", obj.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"\"{p.Key}\":{Canonical(p.Value)}")) + "}",
        JsonArray items => "[" + string.Join(",", items.Select(Canonical)) + "]",
        null => "null",
        _ => node.ToJsonString(),
    };
}

public sealed class SqliteDefinitionsTests(ITestOutputHelper output) : DefinitionsContract(DatabaseKind.Sqlite, output);

public sealed class PostgreSqlDefinitionsTests(ITestOutputHelper output) : DefinitionsContract(DatabaseKind.PostgreSql, output);
