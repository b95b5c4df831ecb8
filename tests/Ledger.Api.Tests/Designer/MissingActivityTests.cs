using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Users;

namespace Ledger.Api.Tests.Designer;

/// <summary>Definitions with activity types this installation does not have (features.md W2; elsa-api.md §12.1).</summary>
[Trait("row", "W2")]
public sealed class MissingActivityTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Definition =
        """
        {"definitionId":"con-desconocida","name":"Con desconocida","root":{"id":"f","type":"Elsa.Flowchart","version":1,"start":"s",
         "activities":[
          {"id":"s","type":"Elsa.Start","version":1},
          {"id":"x","type":"Vendor.Forecast","version":3,"name":"Forecast1","horizon":{"typeName":"Int32","expression":{"type":"Literal","value":12}},
           "cells":[{"type":"a","id":"inner","value":1}],"metadata":{"displayText":"Pronóstico","designer":{"position":{"x":1,"y":2}}}},
          {"id":"w","type":"Elsa.WriteLine","version":9,"text":{"typeName":"String","expression":{"type":"Literal","value":"x"}}}],
         "connections":[
          {"source":{"activity":"s","port":"Done"},"target":{"activity":"x","port":"In"}},
          {"source":{"activity":"x","port":"Good"},"target":{"activity":"w","port":"In"}},
          {"source":{"activity":"x","port":"Bad"},"target":{"activity":"w","port":"In"}}]}}
        """;

    [Fact]
    public async Task Open_WithAnUnknownType_SaysSoAndHasADescriptorWithItsPorts()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        (await owner.PostAsJsonAsync("/api/definitions", JsonNode.Parse(Definition))).EnsureSuccessStatusCode();

        var open = await owner.OpenAsync("con-desconocida");
        var descriptors = (await owner.GetAsync($"{StudioRequests.Api}/descriptors/activities?Refresh=True").JsonAsync())["items"]!.AsArray();

        var shown = open["root"]!["activities"]![1]!;
        shown["metadata"]!["displayText"]!.GetValue<string>().Should().Contain("Pronóstico").And.Contain("Vendor.Forecast").And.Contain("does not exist");
        shown["nodeId"]!.GetValue<string>().Should().Be("Workflow1:f:x");
        var descriptor = descriptors.Single(d => d!["typeName"]!.GetValue<string>() == "Vendor.Forecast")!;
        descriptor["version"]!.GetValue<int>().Should().Be(3);
        descriptor["isBrowsable"]!.GetValue<bool>().Should().BeFalse();
        descriptor["displayName"]!.GetValue<string>().Should().Contain("Vendor.Forecast");
        descriptor["ports"]!.AsArray().Select(p => p!["name"]!.GetValue<string>()).Should().Equal("Good", "Bad");
        var otherVersion = descriptors.Single(d => d!["typeName"]!.GetValue<string>() == "Elsa.WriteLine" && d["version"]!.GetValue<int>() == 9)!;
        otherVersion["inputs"]!.AsArray().Should().NotBeEmpty("it runs as the version there is");
        descriptors.Select(d => (d!["typeName"]!.GetValue<string>(), d["version"]!.GetValue<int>())).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task OpenSaveExport_WithAnUnknownType_GivesBackWhatWasThere()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        var original = JsonNode.Parse(Definition.Replace("con-desconocida", "con-desconocida-2"))!;
        (await owner.PostAsJsonAsync("/api/definitions", original)).EnsureSuccessStatusCode();
        var open = await owner.OpenAsync("con-desconocida-2");
        open["description"] = "tocada";

        (await owner.SendAsync("/workflow-definitions", StudioRequests.Save(open))).EnsureSuccessStatusCode();
        var exported = await owner.GetAsync("/api/definitions/con-desconocida-2/export").JsonAsync();

        var activity = exported["root"]!["activities"]![1]!.DeepClone().AsObject();
        activity.Remove("nodeId");
        JsonNode.DeepEquals(activity, original["root"]!["activities"]![1]).Should().BeTrue(activity.ToJsonString());
    }

    [Fact]
    public async Task Publish_WithAnUnknownType_IsRefusedWithPlaceAndReason()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        (await owner.PostAsJsonAsync("/api/definitions", JsonNode.Parse(Definition.Replace("con-desconocida", "con-desconocida-3")))).EnsureSuccessStatusCode();
        var open = await owner.OpenAsync("con-desconocida-3");

        var refused = await owner.SendAsync("/workflow-definitions", StudioRequests.Save(open, publish: true));

        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await refused.JsonAsync())["errors"]!["x"]![0]!.GetValue<string>().Should().Contain("Pronóstico").And.Contain("Vendor.Forecast");
    }
}
