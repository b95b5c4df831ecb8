using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Domain.Users;

namespace Ledger.Api.Tests;

/// <summary>What all resources share: problem details, languages, paging, idempotency keys, headers, the OpenAPI document.</summary>
public sealed class ConventionTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly object Supplier = new { rut = "76235291-5", name = "Ferretería Ñuñoa" };

    [Fact]
    public async Task Refusal_InEachLanguage_HasTheSameCodeAndItsOwnText()
    {
        using var client = await server.AsAsync(Role.Operator);
        client.DefaultRequestHeaders.AcceptLanguage.Clear();
        var spanish = await client.GetAsync("/api/suppliers/1").JsonAsync();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr, en;q=0.5");
        var english = await client.GetAsync("/api/suppliers/1").JsonAsync();

        spanish["code"]!.GetValue<string>().Should().Be("supplier.not-found").And.Be(english["code"]!.GetValue<string>());
        spanish["detail"]!.GetValue<string>().Should().Contain("proveedor");
        english["detail"]!.GetValue<string>().Should().Contain("supplier");
        english["traceId"]!.GetValue<string>().Should().NotBeEmpty();
    }

    [Fact]
    public async Task Refusal_OfTheDomain_NamesTheField()
    {
        using var client = await server.AsAsync(Role.Operator);

        var answer = await client.PostAsJsonAsync("/api/suppliers", new { rut = "76235291-1", name = "Dígito errado" });

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.JsonAsync())["field"]!.GetValue<string>().Should().Be("rut");
    }

    [Theory]
    [InlineData("{", "request.malformed", 400)]
    [InlineData("{\"rut\":5}", "request.malformed", 400)]
    public async Task Body_ThatIsNotUnderstood_Is400(string body, string code, int status)
    {
        using var client = await server.AsAsync(Role.Operator);

        var answer = await client.PostAsync("/api/suppliers", new StringContent(body, Encoding.UTF8, "application/json"));

        ((int)answer.StatusCode).Should().Be(status);
        (await answer.CodeAsync()).Should().Be(code);
    }

    [Fact]
    public async Task Body_LargerThanAllowed_Is413()
    {
        using var client = await server.AsAsync(Role.Operator);

        var answer = await client.PostAsync("/api/suppliers", new StringContent("\"" + new string('x', 2_000_000) + "\"", Encoding.UTF8, "application/json"));

        answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("page=-1", "page.number")]
    [InlineData("pageSize=501", "page.size")]
    [InlineData("pageSize=0", "page.size")]
    [InlineData("orderBy=password_hash", "page.order")]
    public async Task Paging_OutsideItsLimits_IsRefused(string query, string code)
    {
        using var client = await server.AsAsync(Role.Auditor);

        var answer = await client.GetAsync("/api/accounts?" + query);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.CodeAsync()).Should().Be(code);
    }

    [Fact]
    public async Task Paging_SecondPageDescending_GoesOnWhereTheFirstEnded()
    {
        using var client = await server.AsAsync(Role.Auditor);
        var all = await client.GetAsync("/api/accounts?pageSize=500&orderBy=code&desc=true").JsonAsync();
        var second = await client.GetAsync("/api/accounts?pageSize=5&page=1&orderBy=code&desc=true").JsonAsync();

        second["totalCount"]!.GetValue<int>().Should().Be(all["items"]!.AsArray().Count);
        second["items"]!.AsArray().Select(Code).Should().Equal(all["items"]!.AsArray().Skip(5).Take(5).Select(Code));
        static string Code(JsonNode? account) => account!["code"]!.GetValue<string>();
    }

    [Fact]
    public async Task IdempotencyKey_Repeated_GivesTheFirstAnswerAndDoesNothing()
    {
        using var client = await server.AsAsync(Role.Operator);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "supplier-1");

        var first = await client.PostAsJsonAsync("/api/suppliers", Supplier);
        var again = await client.PostAsJsonAsync("/api/suppliers", Supplier);
        var other = await client.PostAsJsonAsync("/api/suppliers", new { rut = "76235291-5", name = "Otra" });

        first.StatusCode.Should().Be(HttpStatusCode.OK, await first.Content.ReadAsStringAsync());
        (await again.Content.ReadAsStringAsync()).Should().Be(await first.Content.ReadAsStringAsync());
        again.Headers.GetValues("Idempotency-Replayed").Should().Equal("true");
        other.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await other.CodeAsync()).Should().Be("idempotency.content-differs");
    }

    [Fact]
    public async Task IdempotencyKey_SameAtOnce_HasOneEffect()
    {
        using var client = await server.AsAsync(Role.ProcessOwner);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "entry-1");
        var accounts = (await client.GetAsync("/api/accounts?postable=true&pageSize=2").JsonAsync())["items"]!.AsArray();
        var entry = new
        {
            date = "2026-03-02",
            narrative = "Once",
            lines = new[]
            {
                new { accountId = accounts[0]!["id"]!.GetValue<string>(), debit = 1000m, credit = 0m },
                new { accountId = accounts[1]!["id"]!.GetValue<string>(), debit = 0m, credit = 1000m },
            },
        };

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.PostAsJsonAsync("/api/journal-entries", entry)));

        var bodies = await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync()));
        bodies.Distinct().Should().ContainSingle().Which.Should().Contain("\"number\"");
        (await client.GetAsync("/api/journal-entries?source=Manual").JsonAsync())["totalCount"]!.GetValue<int>().Should().Be(1);
        (await client.GetAsync("/api/account-balances").JsonAsync())["isBalanced"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public async Task IdempotencyKey_OfAnotherPerson_IsAnotherKey()
    {
        using var first = await server.AsAsync(Role.Operator);
        using var second = await server.AsAsync(Role.ProcessOwner);
        first.DefaultRequestHeaders.Add("Idempotency-Key", "mine");
        second.DefaultRequestHeaders.Add("Idempotency-Key", "mine");

        (await first.PostAsJsonAsync("/api/suppliers", new { rut = "12345678-5", name = "A" })).EnsureSuccessStatusCode();
        var answer = await second.PostAsJsonAsync("/api/suppliers", new { rut = "10000004-0", name = "B" });

        (await answer.JsonAsync())["name"]!.GetValue<string>().Should().Be("B");
    }

    [Fact]
    public async Task Answers_Carry_SecurityHeaders()
    {
        using var client = server.Anonymous();

        var answer = await client.GetAsync("/nothing-here");

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await answer.CodeAsync()).Should().Be("request.no-such-address");
        answer.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("frame-ancestors 'none'");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.Contains("Server").Should().BeFalse();
    }

    [Fact]
    public async Task OpenApi_Document_DescribesEveryRouteWithASummary()
    {
        using var client = server.Anonymous();

        var document = await client.GetAsync("/api/openapi.json").JsonAsync();

        var operations = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => (Path: p.Key, Method: o.Key, Operation: o.Value!))).ToList();
        operations.Should().HaveCountGreaterThan(60);
        operations.Where(o => o.Operation["summary"] is null).Select(o => o.Method + " " + o.Path).Should().BeEmpty();
        operations.SelectMany(o => o.Operation["parameters"]?.AsArray().Select(p => p!["name"]!.GetValue<string>()) ?? []).Should().NotContain("caller");
    }
}
