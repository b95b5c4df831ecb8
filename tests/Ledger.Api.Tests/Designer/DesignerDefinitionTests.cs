using System.Net;
using System.Text.Json.Nodes;
using Ledger.Domain.Users;

namespace Ledger.Api.Tests.Designer;

/// <summary>Listing, creating, saving and publishing as the studio does (features.md W1, W2; elsa-api.md §7).</summary>
[Trait("row", "W2")]
public sealed class DesignerDefinitionTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Create_AsTheDialogDoes_AnswersADefinitionTheCanvasCanDraw()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);

        var definition = await owner.CreateAsync("Creado 1");

        definition["definitionId"]!.GetValue<string>().Should().MatchRegex("^[0-9a-f]{16}$");
        definition["version"]!.GetValue<int>().Should().Be(1);
        definition["isLatest"]!.GetValue<bool>().Should().BeTrue();
        definition["isPublished"]!.GetValue<bool>().Should().BeFalse();
        definition["createdAt"]!.GetValue<DateTimeOffset>().Year.Should().BeGreaterThan(2000, "the client's own date is not trusted");
        definition["root"]!["nodeId"]!.GetValue<string>().Should().Be("Workflow1:a1b2c3d4e5f60718");
        definition["root"]!["activities"]!.AsArray().Should().BeEmpty();
        definition["root"]!["connections"]!.AsArray().Should().BeEmpty();
        definition["links"]!.AsArray().Select(l => l!["rel"]!.GetValue<string>()).Should().Contain("publish");
        Nulls(definition).Should().BeEmpty("explicit nulls break panels of the studio");
        Version.TryParse(definition["toolVersion"]!.GetValue<string>(), out _).Should().BeTrue();
    }

    [Fact]
    public async Task Create_WithARootTheEngineHasNot_IsRefusedInTheStudiosErrorFormat()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);

        var machine = await owner.SendAsync("/workflow-definitions", StudioRequests.Create("Máquina", "Elsa.StateMachine"));
        var sequence = await owner.SendAsync("/workflow-definitions", StudioRequests.Create("Secuencia", "Elsa.Sequence"));

        machine.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        machine.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        var problem = await machine.JsonAsync();
        problem["statusCode"]!.GetValue<int>().Should().Be(400);
        problem["errors"]!["designer.root-unsupported"]![0]!.GetValue<string>().Should().Contain("StateMachine").And.Contain("Flowchart");
        (await sequence.EnsureSuccessStatusCode().JsonAsync())["workflowDefinition"]!["root"]!["activities"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Save_OfADraftAndOfAPublishedVersion_KeepsOrMakesAVersion()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        var definition = await owner.CreateAsync("Versiones");
        var id = definition["definitionId"]!.GetValue<string>();
        definition["root"]!["activities"]!.AsArray().Add((JsonNode)StudioRequests.NewActivity("w1", "Elsa.WriteLine", """, "text":{"typeName":null,"expression":{"type":"Literal","value":"hola"},"memoryReference":null}"""));

        var saved = await (await owner.SendAsync("/workflow-definitions", StudioRequests.Save(definition))).EnsureSuccessStatusCode().JsonAsync();
        var published = await (await owner.SendAsync("/workflow-definitions", StudioRequests.Save(saved["workflowDefinition"]!, publish: true))).EnsureSuccessStatusCode().JsonAsync();
        var again = await (await owner.SendAsync("/workflow-definitions", StudioRequests.Save(published["workflowDefinition"]!, publish: true))).EnsureSuccessStatusCode().JsonAsync();
        var edited = published["workflowDefinition"]!.DeepClone();
        edited["root"]!["activities"]![0]!["text"]!["expression"]!["value"] = "adiós";
        var draft = await (await owner.SendAsync("/workflow-definitions", StudioRequests.Save(edited))).EnsureSuccessStatusCode().JsonAsync();

        saved["workflowDefinition"]!["version"]!.GetValue<int>().Should().Be(1);
        saved["workflowDefinition"]!["id"]!.GetValue<string>().Should().Be(definition["id"]!.GetValue<string>());
        published["workflowDefinition"]!["isPublished"]!.GetValue<bool>().Should().BeTrue();
        published["alreadyPublished"]!.GetValue<bool>().Should().BeFalse();
        again["alreadyPublished"]!.GetValue<bool>().Should().BeTrue();
        draft["workflowDefinition"]!["version"]!.GetValue<int>().Should().Be(2);
        draft["workflowDefinition"]!["isPublished"]!.GetValue<bool>().Should().BeFalse();
        draft["workflowDefinition"]!["id"]!.GetValue<string>().Should().NotBe(definition["id"]!.GetValue<string>());
        var history = await owner.GetAsync($"{StudioRequests.Api}/workflow-definitions?versionOptions=AllVersions&DefinitionIds={id}&OrderBy=Version&OrderDirection=Descending").JsonAsync();
        history["items"]!.AsArray().Select(i => i!["version"]!.GetValue<int>()).Should().Equal(2, 1);
        var publishedOnly = await owner.GetAsync($"{StudioRequests.Api}/workflow-definitions?versionOptions=Published&DefinitionIds={id}").JsonAsync();
        publishedOnly["items"]!.AsArray().Should().ContainSingle().Which!["version"]!.GetValue<int>().Should().Be(1);
    }

    [Fact]
    public async Task List_WithTheStudiosQueries_PagesFromZeroAndFilters()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        using var approver = await server.AsAsync(Role.Approver);
        var one = await owner.CreateAsync("Lista beta");
        await owner.CreateAsync("Lista alfa");
        string Query(string rest) => $"{StudioRequests.Api}/workflow-definitions?IsSystem=False&versionOptions=Latest&{rest}";

        var first = await owner.GetAsync(Query("Page=0&PageSize=1&SearchTerm=lista&OrderBy=Name&OrderDirection=Ascending")).JsonAsync();
        var second = await owner.GetAsync(Query("Page=1&PageSize=1&SearchTerm=lista&OrderBy=Name&OrderDirection=Ascending")).JsonAsync();
        var noIds = await owner.GetAsync($"{StudioRequests.Api}/workflow-definitions?versionOptions=Published").JsonAsync();
        var byVersion = await owner.GetAsync($"{StudioRequests.Api}/workflow-definitions?versionOptions=&Ids={one["id"]}&Ids=nobody").JsonAsync();
        var reading = await approver.GetAsync(Query("SearchTerm=")).JsonAsync();

        first["totalCount"]!.GetValue<int>().Should().Be(2);
        first["items"]!.AsArray().Single()!["name"]!.GetValue<string>().Should().Be("Lista alfa");
        second["items"]!.AsArray().Single()!["name"]!.GetValue<string>().Should().Be("Lista beta");
        noIds["items"].Should().NotBeNull();
        byVersion["items"]!.AsArray().Single()!["definitionId"]!.GetValue<string>().Should().Be(one["definitionId"]!.GetValue<string>());
        first["links"]!.ToJsonString().Should().Contain("bulk-publish");
        reading["items"]!.AsArray().Should().NotBeEmpty();
        reading.ToJsonString().Should().NotContain("publish\"", "an approver may look but not edit");
    }

    [Theory]
    [InlineData("Nombre único", null, false)]
    [InlineData("nombre ÚNICO ", null, false)]
    [InlineData("Otro nombre", null, true)]
    public async Task IsNameUnique_LooksAtLatestNames(string name, string? definitionId, bool isUnique)
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        var before = await owner.GetAsync($"{StudioRequests.Api}/workflow-definitions?versionOptions=Latest&SearchTerm=Nombre").JsonAsync();
        if (before["totalCount"]!.GetValue<int>() == 0)
        {
            await owner.CreateAsync("Nombre único");
        }

        var answer = await owner.GetAsync($"{StudioRequests.Api}/workflow-definitions/validation/is-name-unique?name={Uri.EscapeDataString(name)}&definitionId={definitionId}").JsonAsync();

        answer["isUnique"]!.GetValue<bool>().Should().Be(isUnique);
    }

    [Fact]
    public async Task Write_ByOneWhoMayOnlyRead_IsRefused()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        using var approver = await server.AsAsync(Role.Approver);
        var definition = await owner.CreateAsync("Sólo mirar");

        var seen = await approver.OpenAsync(definition["definitionId"]!.GetValue<string>());
        var save = await approver.SendAsync("/workflow-definitions", StudioRequests.Save(seen));

        seen["links"]!.AsArray().Select(l => l!["rel"]!.GetValue<string>()).Should().Equal("self");
        seen["isReadonly"]!.GetValue<bool>().Should().BeTrue();
        save.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    private static List<string> Nulls(JsonNode node) => node switch
    {
        JsonObject obj => [.. obj.Where(p => p.Value is null).Select(p => p.Value?.GetPath() ?? $"{obj.GetPath()}.{p.Key}"), .. obj.Where(p => p.Value is not null).SelectMany(p => Nulls(p.Value!))],
        JsonArray array => [.. array.OfType<JsonNode>().SelectMany(Nulls)],
        _ => [],
    };
}
