using System.Net;
using System.Text.Json.Nodes;
using Ledger.Domain.Users;

namespace Ledger.Api.Tests.Designer;

/// <summary>Two people with the same definition open in the studio (features.md W2).</summary>
[Trait("row", "W2")]
public sealed class TwoEditorsTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Save_AfterSomebodyElseSaved_IsRefusedInTheStudiosFormatWithWhoAndWhen()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        using var admin = await server.AsAsync(Role.Administrator);
        using var approver = await server.AsAsync(Role.Approver);
        var id = (await owner.CreateAsync("Dos personas"))["definitionId"]!.GetValue<string>();
        var mine = await owner.OpenAsync(id);
        var theirs = await admin.OpenAsync(id);

        (await admin.SendAsync("/workflow-definitions", StudioRequests.Save(Edited(theirs, "de ellos")))).EnsureSuccessStatusCode();
        var save = await owner.SendAsync("/workflow-definitions", StudioRequests.Save(Edited(mine, "mío")));
        var publish = await owner.SendAsync("/workflow-definitions", StudioRequests.Save(Edited(mine, "mío"), publish: true));
        var rowPublish = await owner.SendAsync($"/workflow-definitions/{id}/publish");

        foreach (var refused in (HttpResponseMessage[])[save, publish, rowPublish])
        {
            refused.StatusCode.Should().Be(HttpStatusCode.BadRequest, "the studio shows only a 400 as a message");
            var text = (await refused.JsonAsync())["errors"]!["definition.changed-by-another"]![0]!.GetValue<string>();
            text.Should().StartWith("Administrator changed this process on ").And.Contain("Reload");
        }

        var editing = await approver.GetAsync($"/api/definitions/{id}/editing").JsonAsync();
        editing["changedBy"]!.GetValue<string>().Should().Be("Administrator");
        editing["editors"]!.AsArray().Select(e => (e!["userName"]!.GetValue<string>(), e["isCurrent"]!.GetValue<bool>()))
            .Should().BeEquivalentTo([("Administrator", true), ("ProcessOwner", false)]);
        (await owner.OpenAsync(id)).ToJsonString().Should().Contain("de ellos").And.NotContain("mío");
        (await owner.SendAsync("/workflow-definitions", StudioRequests.Save(Edited(await owner.OpenAsync(id), "mío")))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Save_AfterAChangeByTheApi_IsRefused()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        using var admin = await server.AsAsync(Role.Administrator);
        var id = (await owner.CreateAsync("Por la API"))["definitionId"]!.GetValue<string>();
        var open = await owner.OpenAsync(id);
        var other = open.DeepClone();
        other["description"] = "otra";
        (await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(admin, "/api/definitions", other)).EnsureSuccessStatusCode();

        var refused = await owner.SendAsync("/workflow-definitions", StudioRequests.Save(Edited(open, "mío")));

        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await refused.CodeAsync()).Should().Be("definition.changed-by-another");
    }

    private static JsonNode Edited(JsonNode definition, string text)
    {
        var copy = definition.DeepClone();
        copy["description"] = text;
        return copy;
    }
}
