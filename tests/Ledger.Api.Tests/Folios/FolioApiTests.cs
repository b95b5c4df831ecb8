using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Ledger.Api.Folios;
using Ledger.Domain.Folios;
using Ledger.Domain.Tests.Folios;
using Ledger.Domain.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Api.Tests.Folios;

/// <summary>The folio circuit over HTTP.</summary>
public sealed class FolioApiTests(FolioServer server) : IClassFixture<FolioServer>
{
    [Fact] // F1
    public async Task Import_ManyFiles_GivesEachItsVerdictInTheReadersLanguage()
    {
        var kind = server.NewKind();
        using var client = await server.AsAsync(Role.Operator);
        var good = CafFixture.Bytes(CafFixture.Text(kind, 1, 100, FolioServer.Day));

        var answer = await FolioServer.UploadAsync(
            client,
            ("bueno.xml", good), ("otra vez.xml", good), ("sin clave.xml", CafFixture.Bytes(CafFixture.Text(kind, 101, 200, FolioServer.Day, withKey: false))),
            ("falso.xml", CafFixture.Bytes(CafFixture.Text(kind, 201, 300, FolioServer.Day, forged: true))),
            ("ajeno.xml", CafFixture.Bytes(CafFixture.Text(kind, 301, 400, FolioServer.Day, rut: "76235291-5"))),
            ("cruzado.xml", CafFixture.Bytes(CafFixture.Text(kind, 50, 120, FolioServer.Day))), ("carta.txt", Encoding.UTF8.GetBytes("hola")),
            ("grande.xml", new byte[FolioFile.BytesMax + 1]), ("vacio.xml", []));

        await FolioServer.OkAsync(answer);
        var body = await answer.JsonAsync();
        body["files"]!.AsArray().Select(f => f!["verdict"]!.GetValue<string>()).Should().Equal(
            "Accepted", "Duplicate", "AcceptedWithoutKey", "SignatureFalse", "OtherCompany", "Overlaps", "NotFolioFile", "UnsafeXml", "NotFolioFile");
        (body["accepted"]!.GetValue<int>(), body["warned"]!.GetValue<int>(), body["refused"]!.GetValue<int>()).Should().Be((2, 1, 7));
        body["files"]![0]!["message"]!.GetValue<string>().Should().StartWith("Accepted");
        body.ToJsonString().Should().NotContain("PRIVATE KEY").And.NotContain("RSASK");
        client.DefaultRequestHeaders.AcceptLanguage.Clear();
        var listed = await client.GetAsync("/api/folios/imports?pageSize=3").JsonAsync();
        listed["items"]!.AsArray().Should().HaveCount(3);
        listed["items"]![2]!["message"]!.GetValue<string>().Should().StartWith("No es un archivo de folios");
    }

    [Theory] // F1
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\fakepath\folios.xml", "folios.xml")]
    [InlineData("a\u202Elmx.exe", "almx.exe")]
    [InlineData("<img src=x onerror=alert(1)>.xml", "<img src=x onerror=alert(1)>.xml")]
    [InlineData("'; drop table folio_imports; --", "'; drop table folio_imports; --")]
    public async Task Import_HostileName_IsOnlyShown(string name, string shown)
    {
        using var client = await server.AsAsync(Role.Operator);

        var answer = await FolioServer.UploadAsync(client, (name, "x"u8.ToArray()));

        await FolioServer.OkAsync(answer);
        (await answer.JsonAsync())["files"]![0]!["fileName"]!.GetValue<string>().Should().Be(shown);
    }

    [Fact] // F1
    public async Task Import_NoFileOrTooMany_IsRefusedAsAWhole()
    {
        using var client = await server.AsAsync(Role.Operator);

        var none = await client.PostAsync("/api/folios/imports", new MultipartFormDataContent { { new StringContent("x"), "other" } });
        var many = await FolioServer.UploadAsync(client, [.. Enumerable.Range(0, FolioImportEndpoints.FilesMax + 1).Select(i => ($"{i}.xml", "x"u8.ToArray()))]);

        (none.StatusCode, await none.CodeAsync()).Should().Be((HttpStatusCode.BadRequest, "folio-import.no-files"));
        (many.StatusCode, await many.CodeAsync()).Should().Be((HttpStatusCode.BadRequest, "folio-import.too-many"));
    }

    [Fact] // F1
    public async Task Import_PrivateKey_IsSealedByTheHost()
    {
        var kind = server.NewKind();
        using var client = await server.AsAsync(Role.Operator);
        await FolioServer.OkAsync(await FolioServer.UploadAsync(client, ("f.xml", CafFixture.Bytes(CafFixture.Text(kind, 1, 5, FolioServer.Day)))));

        var stored = (await server.Database.QueryAsync(
            "select k.*, a.digest from folio_keys k join folio_authorizations a on a.id = k.authorization_id where a.document_type = $1",
            row => (Values: Enumerable.Range(0, row.FieldCount).Select(i => row.GetValue(i).ToString()!).ToList(), Digest: (string)row["digest"]), kind)).Single();

        stored.Values.Should().NotContain(v => v.Contains("PRIVATE KEY", StringComparison.Ordinal) || v.Contains("MII", StringComparison.Ordinal));
        var vault = server.App.Services.GetRequiredService<IFolioKeyVault>();
        vault.Open(stored.Digest, stored.Values.MaxBy(v => v.Length)!).Should().Contain("RSA PRIVATE KEY");
    }

    [Fact] // F2, F10
    public async Task Next_AskedByAHundredAtOnce_GivesEachRequestOneFolioOfItsOwn()
    {
        var (book, _) = await server.BookAsync(60);
        using var client = await server.AsAsync(Role.Operator);
        await client.GetAsync("/api/folios/books");

        // Fifty needs, each asked twice at once.
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            var answer = await client.PostAsJsonAsync($"/api/folios/books/{book}/next", new { requestId = $"need-{i % 50}" });
            await FolioServer.OkAsync(answer);
            var body = await answer.JsonAsync();
            return (Need: i % 50, Number: long.Parse(body["number"]!.GetValue<string>(), CultureInfo.InvariantCulture), IsRepeated: body["isRepeated"]!.GetValue<bool>());
        }));

        answers.Select(a => (a.Need, a.Number)).Distinct().Select(a => a.Number).Should().BeEquivalentTo(Enumerable.Range(1, 50).Select(n => (long)n));
        answers.Count(a => a.IsRepeated).Should().Be(50);
        (await client.GetAsync($"/api/folios/books/{book}").JsonAsync())["use"]!["weeks"]!.AsArray()[^1]!.GetValue<int>().Should().Be(50);
    }

    [Fact] // F2, F3, F4, F7, F8, F10
    public async Task Circuit_WalkedOverHttp_ClosesItsAccount()
    {
        var (book, kind) = await server.BookAsync(3);
        using var client = await server.AsAsync(Role.ProcessOwner);
        var branch = await server.BranchAsync();
        await FolioServer.OkAsync(await client.PostAsJsonAsync($"/api/folios/books/{book}/next", new { requestId = "one" }));
        // More than there is, and only whole: the process that a request starts leaves it pending.
        await server.AssignsPartlyAsync(false);
        await FolioServer.OkAsync(await client.PutAsJsonAsync("/api/folios/quantities", new { branchId = branch, documentType = kind, quantity = 5000 }));
        var watched = (await (await client.PostAsJsonAsync("/api/folios/watch", new { branchId = branch })).JsonAsync()).AsArray().Single(o => o!["book"]!["bookId"]!.GetValue<string>() == book)!;
        watched["action"]!.GetValue<string>().Should().Be("Requested", "two are left, which is the threshold");
        var again = await client.PostAsJsonAsync("/api/folios/requests", new { branchId = branch, documentType = kind });
        (again.StatusCode, await again.CodeAsync()).Should().Be((HttpStatusCode.Conflict, "folio-request.unmet"));
        (await client.GetAsync("/api/folios/requests").JsonAsync()).AsArray().Should().ContainSingle(r => r!["documentType"]!.GetValue<int>() == kind);
        (await client.GetAsync("/api/folios/requests/pending").JsonAsync()).AsArray().Should().ContainSingle(r => r!["documentType"]!.GetValue<int>() == kind);
        await FolioServer.OkAsync(await client.PutAsJsonAsync("/api/folios/quantities", new { branchId = branch, documentType = kind, quantity = 3 }));
        await FolioServer.OkAsync(await client.PostAsJsonAsync("/api/folios/assignments", new { }));
        await FolioServer.OkAsync(await client.PostAsync($"/api/folios/books/{book}/load", null));
        var changed = await client.PutAsJsonAsync($"/api/folios/books/{book}", new { name = "Otro", quantityThreshold = 1, daysThreshold = 5, isAutomatic = false });
        (await changed.JsonAsync())["state"]!.GetValue<string>().Should().Be("Ok");
        (await (await client.PostAsJsonAsync($"/api/folios/books/{book}/returns", new { reason = "Cierre", first = 5, last = 6 })).JsonAsync())["quantity"]!.GetValue<string>().Should().Be("2");

        var account = await client.GetAsync("/api/folios/conservation").JsonAsync();
        account["isClosed"]!.GetValue<bool>().Should().BeTrue(account["problems"]!.ToJsonString());
        var mine = account["authorizations"]!.AsArray().Single(a => a!["documentType"]!.GetValue<int>() == kind)!;
        (Count(mine, "imported"), Count(mine, "free"), Count(mine, "used"), Count(mine, "inBooks"), Count(mine, "returned")).Should().Be((1000, 994, 1, 3, 2));
        (await client.GetAsync("/api/folios/assignments").JsonAsync())["items"]!.AsArray().Count(l => l!["documentType"]!.GetValue<int>() == kind).Should().Be(2);
        static int Count(System.Text.Json.Nodes.JsonNode node, string name) => int.Parse(node[name]!.GetValue<string>(), CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("POST", "/api/folios/books/1/next", "{\"requestId\":\"a\"}", HttpStatusCode.NotFound, "folio-book.not-found")]
    [InlineData("POST", "/api/folios/books/1/next", "{}", HttpStatusCode.UnprocessableEntity, "folio.request-id")]
    [InlineData("GET", "/api/folios/books/1", null, HttpStatusCode.NotFound, "folio-book.not-found")]
    [InlineData("POST", "/api/folios/books/1/returns", "{\"reason\":\"x\"}", HttpStatusCode.NotFound, "folio-book.not-found")]
    [InlineData("POST", "/api/folios/requests", "{\"branchId\":1,\"documentType\":33}", HttpStatusCode.NotFound, "branch.not-found")]
    [InlineData("POST", "/api/folios/requests", "{\"branchId\":1,\"documentType\":7}", HttpStatusCode.UnprocessableEntity, "folio.kind")]
    [InlineData("POST", "/api/folios/books/1/next", "[", HttpStatusCode.BadRequest, "request.malformed")]
    public async Task Refusal_OfEachKind_HasItsStatusAndCode(string method, string path, string? body, HttpStatusCode status, string code)
    {
        using var client = await server.AsAsync(Role.ProcessOwner);

        var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        });

        (answer.StatusCode, await answer.CodeAsync()).Should().Be((status, code));
    }

    [Fact] // F1
    public void Trust_KeyOfTheAuthorityReplacedOrUnreadable_IsRefusedAtStart()
    {
        new FolioTrust([]).Extra.Should().BeEmpty("nothing but the authority's keys is trusted by itself");
        FluentActions.Invoking(() => new FolioTrust([new FolioAuthorityKey(300, FolioEnvironment.Production, CafFixture.Keys.Find(CafFixture.TestKeyId)!.Pem)]))
            .Should().Throw<InvalidOperationException>().WithMessage("*300*trusted already*");
        FluentActions.Invoking(() => new FolioTrust([new FolioAuthorityKey(901, FolioEnvironment.Production, "x")])).Should().Throw<InvalidOperationException>();
    }
}
