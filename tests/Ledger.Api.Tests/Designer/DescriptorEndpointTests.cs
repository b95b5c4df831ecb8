using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Designer.Descriptors;
using Ledger.Domain.Users;

namespace Ledger.Api.Tests.Designer;

/// <summary>What the studio's toolbox and editors are filled from, as it goes over the wire.</summary>
[Trait("row", "W2")]
public sealed class DescriptorEndpointTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Base = "/elsa/api";

    [Fact]
    public async Task Activities_AsTheStudioReadsThem_AreWhole()
    {
        using var client = await server.AsAsync(Role.ProcessOwner);

        var answer = await client.GetAsync(Base + "/descriptors/activities?Refresh=True").JsonAsync();

        var items = answer["items"]!.AsArray();
        answer["count"]!.GetValue<int>().Should().Be(items.Count).And.BeGreaterThan(50);
        items.Select(i => ((string)i!["typeName"]!, (int)i["version"]!)).Should().OnlyHaveUniqueItems("the studio makes a dictionary of them");
        Nulls(answer, "").Should().BeEmpty();
        CapitalKeys(answer, "").Should().BeEmpty();
        foreach (var item in items)
        {
            var type = (string)item!["typeName"]!;
            foreach (var name in new[] { "category", "displayName", "name", "namespace" })
            {
                ((string)item[name]!).Should().NotBeNullOrWhiteSpace($"{type} has a {name}");
            }

            item["description"]!.GetValueKind().Should().Be(System.Text.Json.JsonValueKind.String, type);
            ((string)item["kind"]!).Should().BeOneOf("Action", "Trigger", "Job", "Task");
            foreach (var list in new[] { "ports", "inputs", "outputs" })
            {
                item[list].Should().BeOfType<JsonArray>($"{type} has {list}");
            }

            item["ports"]!.AsArray().Select(p => (string)p!["name"]!).Should().OnlyHaveUniqueItems(type);
            foreach (var input in item["inputs"]!.AsArray())
            {
                CheckInput(type, input!.AsObject());
            }
        }
    }

    [Fact]
    public async Task Activities_InEachLanguage_AreSaidInIt()
    {
        using var client = await server.AsAsync(Role.ProcessOwner);
        var english = await FindAsync(client, "Ledger.HumanTask");
        client.DefaultRequestHeaders.AcceptLanguage.Clear();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("es-CL");
        var spanish = await FindAsync(client, "Ledger.HumanTask");

        ((string)spanish["displayName"]!).Should().Be("Tarea de una persona");
        ((string)english["displayName"]!).Should().NotBe((string)spanish["displayName"]!);
        ((string)spanish["inputs"]!.AsArray().Single(i => (string)i!["name"]! == "Title")!["displayName"]!).Should().Be("Título *");
    }

    [Fact]
    public async Task Activities_AskedAgain_AreNotSentAgainUntilTheyChange()
    {
        using var client = await server.AsAsync(Role.ProcessOwner);
        var first = await client.GetAsync(Base + "/descriptors/activities");
        client.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);

        var again = await client.GetAsync(Base + "/descriptors/activities");
        (await client.PostAsJsonAsync("/api/definitions", Usable("Paso compartido"))).EnsureSuccessStatusCode();
        (await client.PostAsync("/api/definitions/shared-step/publish", null)).EnsureSuccessStatusCode();
        var changed = await client.GetAsync(Base + "/descriptors/activities");

        again.StatusCode.Should().Be(HttpStatusCode.NotModified);
        (await again.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
        changed.StatusCode.Should().Be(HttpStatusCode.OK);
        var shared = (await changed.JsonAsync())["items"]!.AsArray().Single(i => (string)i!["typeName"]! == "PasoCompartido")!;
        ((string)shared["constructionProperties"]!["WorkflowDefinitionId"]!).Should().Be("shared-step");
        ((bool)shared["isBrowsable"]!).Should().BeTrue();
        shared["ports"]!.AsArray().Select(p => (string)p!["name"]!).Should().Equal("Approved", "Done");
        ((string)shared["inputs"]![0]!["displayName"]!).Should().Be("Monto");
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Activities_Compressed_AreTheSame(string encoding)
    {
        using var client = await server.AsAsync(Role.Auditor);
        var plain = await client.GetByteArrayAsync(Base + "/descriptors/activities");
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd(encoding);

        var answer = await client.GetAsync(Base + "/descriptors/activities");

        answer.Content.Headers.ContentEncoding.Should().Equal(encoding);
        await using var body = await answer.Content.ReadAsStreamAsync();
        await using Stream decoder = encoding == "br"
            ? new System.IO.Compression.BrotliStream(body, System.IO.Compression.CompressionMode.Decompress)
            : new System.IO.Compression.GZipStream(body, System.IO.Compression.CompressionMode.Decompress);
        using var text = new MemoryStream();
        await decoder.CopyToAsync(text);
        text.ToArray().Should().Equal(plain);
        answer.Content.Headers.ContentLength.Should().BeLessThan(plain.Length / 4);
    }

    [Fact]
    public async Task DropDowns_FromTheDomain_HoldItsRows()
    {
        using var client = await server.AsAsync(Role.ProcessOwner);
        var task = await FindAsync(client, "Ledger.HumanTask");

        Options(task, "CandidateRoles").Should().Contain("Approver").And.Contain("ProcessOwner");
        Options(task, "CandidateUsers").Should().Contain(TestServer.NameOf(Role.Approver));
        Options(task, "Form").Should().Contain("mass-payment-authorization");
        Options(await FindAsync(client, "Ledger.EnterMassPayment"), "Currency").Should().Contain("CLP");
        Options(await FindAsync(client, "Elsa.DispatchWorkflow"), "WorkflowDefinitionId").Should().Contain("mass-payment");
    }

    [Fact]
    public async Task DropDown_WhoseValueIsGone_StillShowsWhatADefinitionNames()
    {
        using var client = await server.AsAsync(Role.ProcessOwner);
        var definition = JsonNode.Parse(
            """
            {"definitionId":"gone","name":"Con valores idos","root":{"type":"Elsa.Flowchart","id":"f","activities":[
              {"id":"t","type":"Ledger.HumanTask","title":{"expression":{"type":"Literal","value":"x"}},
               "form":{"typeName":"String","expression":{"type":"Literal","value":"old-form"}},
               "candidateRoles":{"typeName":"Object","expression":{"type":"Object","value":"[\"Cashier\",\"Approver\"]"}}}],"connections":[]}}
            """);
        (await client.PostAsJsonAsync("/api/definitions", definition)).EnsureSuccessStatusCode();

        var task = await FindAsync(client, "Ledger.HumanTask");

        Options(task, "Form").Should().Contain("old-form");
        Options(task, "CandidateRoles").Should().Contain("Cashier").And.ContainSingle(v => v == "Approver");
        var answer = await client.PostAsJsonAsync(Base + "/descriptors/activities/Ledger.HumanTask/options/Form", new { context = new { } }).JsonAsync();
        answer["items"]!["dropdown"]!["selectList"]!["items"]!.AsArray().Select(i => (string)i!["text"]!).Should().Contain("old-form (no longer exists)");
    }

    [Theory]
    [InlineData("expression-descriptors", 5)]
    [InlineData("variables", 10)]
    [InlineData("storage-drivers", 1)]
    [InlineData("workflow-activation-strategies", 4)]
    [InlineData("incident-strategies", 2)]
    [InlineData("log-persistence-strategies", 0)]
    [InlineData("commit-strategies/workflows", 0)]
    [InlineData("commit-strategies/activities", 0)]
    [InlineData("output-converters?sourceType=String&destinationType=Int32", 0)]
    public async Task SmallLists_AreThere(string path, int least)
    {
        using var client = await server.AsAsync(Role.Approver);

        var answer = await client.GetAsync($"{Base}/descriptors/{path}").JsonAsync();

        answer["items"]!.AsArray().Count.Should().BeGreaterThanOrEqualTo(least);
        answer["count"]!.GetValue<int>().Should().Be(answer["items"]!.AsArray().Count);
        answer.ToJsonString().Should().NotContain("\"toolbox.", "every text is found");
        Nulls(answer, "").Should().BeEmpty();
    }

    [Fact]
    public async Task Features_ListTheHubExactlyWhenItStands()
    {
        using var client = await server.AsAsync(Role.Approver);

        var listed = (await client.GetAsync(Base + "/features/installed").JsonAsync())["items"]!.AsArray().Select(f => (string)f!["fullName"]!);
        var asked = await client.GetAsync($"{Base}/features/installed/{EngineFeatures.LiveInstances}");

        listed.Contains(EngineFeatures.LiveInstances).Should().Be(EngineFeatures.HasLiveInstances);
        asked.IsSuccessStatusCode.Should().Be(EngineFeatures.HasLiveInstances);
    }

    [Fact]
    public async Task TypeDefinitions_OfAShippedProcess_DeclareItsVariablesInputsAndOutputs()
    {
        using var client = await server.AsAsync(Role.ProcessOwner);

        var answer = await client.PostAsJsonAsync(
            Base + "/scripting/javascript/type-definitions/mass-payment",
            new { workflowDefinitionId = "mass-payment", activityTypeName = "Elsa.FlowDecision", propertyName = "Condition" });

        var text = await answer.Content.ReadAsStringAsync();
        text.Should().Contain("declare function getSummary(): any;").And.Contain("declare function setSummary(value: any): void;")
            .And.Contain("declare function getNow(): Date;").And.Contain("declare const variables: {").And.NotContain("setOutcome(");
    }

    private static async Task<JsonObject> FindAsync(HttpClient client, string typeName) =>
        (await client.GetAsync(Base + "/descriptors/activities").JsonAsync())["items"]!.AsArray().Single(i => (string)i!["typeName"]! == typeName)!.AsObject();

    private static IEnumerable<string> Options(JsonObject type, string input)
    {
        var specifications = type["inputs"]!.AsArray().Single(i => (string)i!["name"]! == input)!["uiSpecifications"]!.AsObject();
        var list = specifications["dropdown"]?["selectList"] ?? specifications["checklist"]!["checkList"];
        return list!["items"]!.AsArray().Select(i => (string)i!["value"]!);
    }

    private static void CheckInput(string type, JsonObject input)
    {
        var name = $"{type}.{input["name"]}";
        ((bool)input["isBrowsable"]!).Should().BeTrue($"{name} would not be shown");
        var hint = (string)input["uiHint"]!;
        InputEditors.Known.Should().Contain(hint, name);
        var specifications = input["uiSpecifications"]!.AsObject();
        switch (hint)
        {
            case "dropdown":
                Choices(specifications["dropdown"]!["selectList"]!, name);
                break;
            case "checklist":
                Choices(specifications["checklist"]!["checkList"]!, name);
                break;
            case "code-editor" or "json-editor":
                specifications["code-editor"]!["editorHeight"]!.GetValueKind().Should().Be(System.Text.Json.JsonValueKind.Number, $"{name}: a name crashes the panel");
                break;
        }
    }

    private static void Choices(JsonNode list, string name)
    {
        list["items"]!.AsArray().Should().NotBeEmpty(name);
        list["items"]!.AsArray().Select(i => (string)i!["value"]!).Should().OnlyHaveUniqueItems(name);
        list["items"]!.AsArray().Should().OnlyContain(i => ((string)i!["text"]!).Length > 0, name);
    }

    private static IEnumerable<string> Nulls(JsonNode? node, string path) => node switch
    {
        null => [path],
        JsonObject obj => obj.SelectMany(m => Nulls(m.Value, $"{path}/{m.Key}")),
        JsonArray array => array.SelectMany((m, i) => Nulls(m, $"{path}/{i}")),
        _ => [],
    };

    // Keys of dictionaries are the studio's own and stay as they are.
    private static IEnumerable<string> CapitalKeys(JsonNode? node, string path) => node switch
    {
        JsonObject obj => obj.SelectMany(m => (char.IsUpper(m.Key[0]) && m.Key != "DynamicOutcomesOptions" ? [$"{path}/{m.Key}"] : Array.Empty<string>())
            .Concat(m.Key is "constructionProperties" or "customProperties" ? [] : CapitalKeys(m.Value, $"{path}/{m.Key}"))),
        JsonArray array => array.SelectMany((m, i) => CapitalKeys(m, $"{path}/{i}")),
        _ => [],
    };

    private static JsonNode Usable(string name) => JsonNode.Parse(
        $$$"""
        {"definitionId":"shared-step","name":"{{{name}}}","options":{"usableAsActivity":true},"outcomes":["Approved"],
         "inputs":[{"name":"Amount","type":"Decimal","displayName":"Monto","uiHint":"singleline"}],"outputs":[],
         "root":{"type":"Elsa.Flowchart","id":"f","activities":[{"id":"s","type":"Elsa.Start"}],"connections":[]}}
        """)!;
}
