using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Ledger.Api.DataViews;
using Ledger.Api.DataViews.Catalog;
using Ledger.Api.DataViews.Query;
using Ledger.Domain.Users;
using Ledger.Foundation.Texts;

namespace Ledger.Api.Tests.DataViews;

/// <summary>The views over HTTP: who sees which, pages, groups, values, settings, files.</summary>
[Trait("row", "Q7")]
public sealed class ViewHttpTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public void Texts_OfEveryView_ExistInBothLanguages()
    {
        var catalog = new MessageCatalog().Add(typeof(DataViewTexts));
        foreach (var culture in (string[])["es-CL", "en-US"])
        {
            var texts = new ViewTexts(catalog, CultureInfo.GetCultureInfo(culture));
            var all = ShippedViews.All.SelectMany(v => (string[])
            [
                texts.Title(v), texts.Empty(v), texts.Module(v), .. v.Columns.Select(c => texts.Column(v, c)), .. v.Actions.Select(texts.Action),
                .. v.Columns.Where(c => c.Choice is not null).SelectMany(c => Enum.GetNames(c.Choice!).Select(n => texts.Choice(c, n))),
            ]);

            all.Where(t => t.StartsWith("views.", StringComparison.Ordinal)).Should().BeEmpty(culture);
        }
    }

    [Fact]
    public async Task List_ForEachRole_HasOnlyWhatItMaySee()
    {
        using var anyone = await server.AsAsync(Role.Operator);
        using var administrator = await server.AsAsync(Role.Administrator);
        var few = (await anyone.GetAsync("/api/views").JsonAsync()).AsArray().Select(v => v!["key"]!.GetValue<string>()).ToList();
        var more = (await administrator.GetAsync("/api/views").JsonAsync()).AsArray().Select(v => v!["key"]!.GetValue<string>()).ToList();

        few.Should().Contain("purchase-documents").And.NotContain("users").And.NotContain("audit-trail").And.NotContain("mails");
        more.Should().Contain("users").And.Contain("audit-trail");
        foreach (var path in (string[])["", "/description", "/totals", "/groups?group=userName", "/values/userName", "/export", "/layout", "/filters"])
        {
            var answer = await anyone.GetAsync("/api/views/users" + path);
            answer.StatusCode.Should().Be(HttpStatusCode.Forbidden, path);
            (await administrator.GetAsync("/api/views/users" + path)).StatusCode.Should().Be(HttpStatusCode.OK, path);
        }
    }

    [Fact]
    public async Task Page_OfUsers_HasRowsTotalsGroupsAndValues()
    {
        using var client = await server.AsAsync(Role.Administrator);
        var page = await client.GetAsync("/api/views/users?pageSize=2&sort=-role&columns=userName,role&totals=true").JsonAsync();
        var groups = await client.GetAsync("/api/views/users/groups?group=role").JsonAsync();
        var values = await client.GetAsync("/api/views/users/values/role?where=role:in:Auditor|Operator").JsonAsync();

        page["totalCount"]!.ToString().Should().Be("5");
        page["rows"]!.AsArray().Select(r => r!["role"]!.GetValue<string>()).Should().Equal("Auditor", "Operator");
        page["totals"]!["count"]!.ToString().Should().Be("5");
        groups["groups"]!.AsArray().Should().HaveCount(5);
        values.AsArray().Select(v => v!["value"]!.GetValue<string>()).Should().BeEquivalentTo("Auditor", "Operator");
        (await client.GetAsync("/api/views/users?sort=password_hash")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await client.GetAsync("/api/views/users?pageSize=501")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await client.GetAsync("/api/views/nothing")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Export_InEachFormat_ComesAsAFile()
    {
        using var client = await server.AsAsync(Role.Administrator);
        foreach (var (format, type) in ((string, string)[])[("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), ("csv", "text/csv"), ("html", "text/html")])
        {
            var answer = await client.GetAsync($"/api/views/users/export?format={format}&where=role:eq:Auditor");

            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            answer.Content.Headers.ContentType!.MediaType.Should().Be(type);
            (await answer.Content.ReadAsByteArrayAsync()).Length.Should().BeGreaterThan(50);
        }

        (await (await client.GetAsync("/api/views/users/export?format=exe")).CodeAsync()).Should().Be("view.export-format");
    }

    [Fact]
    public async Task Settings_PutAndDeleted_AreThePersonsOwn()
    {
        using var client = await server.AsAsync(Role.Administrator);
        var put = await client.PutAsJsonAsync("/api/views/users/layout", new { columns = new[] { new { name = "role", width = 100 } }, sort = new[] { "-role" }, groups = Array.Empty<string>(), pageSize = 20 });
        var kept = await client.GetAsync("/api/views/users/layout").JsonAsync();
        var filter = await client.PutAsJsonAsync("/api/views/users/filters/Auditores", new { filter = new { column = "role", op = "Eq", values = new[] { "Auditor" } } });
        var filters = await client.GetAsync("/api/views/users/filters").JsonAsync();

        put.StatusCode.Should().Be(HttpStatusCode.OK);
        kept["columns"]!.AsArray().Should().HaveCount(1);
        filter.StatusCode.Should().Be(HttpStatusCode.OK);
        filters[0]!["name"]!.GetValue<string>().Should().Be("Auditores");
        (await client.DeleteAsync("/api/views/users/filters/Auditores")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await client.DeleteAsync("/api/views/users/layout").JsonAsync())["columns"]!.AsArray().Count.Should().BeGreaterThan(1);
        new ViewSort("a", true).Should().Be(ViewSort.Parse("-a"));
    }
}
