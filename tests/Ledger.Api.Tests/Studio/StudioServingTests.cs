using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Ledger.Api.Hosting;
using Ledger.Api.Studio;
using Ledger.Domain.Users;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Api.Tests.Studio;

/// <summary>The designer's files and pages as HTTP: compression, caching, what is not served, policies, redirects.</summary>
[Trait("row", "W2")]
public sealed class StudioServingTests(TestServer server) : IClassFixture<TestServer>
{
    private StudioFolder Folder => server.App.Services.GetRequiredService<StudioFolder>();

    private string Package => $"/studio/_/{Folder.Package!.Version}/";

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("identity")]
    public async Task PackageFile_InEachEncoding_IsTheSameAndForever(string encoding)
    {
        using var client = server.Anonymous();
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd(encoding);

        var answer = await client.GetAsync(Package + "_framework/blazor.webassembly.js");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentEncoding.Should().Equal(encoding == "identity" ? [] : [encoding]);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/javascript");
        answer.Headers.CacheControl!.ToString().Should().Contain("immutable").And.Contain("max-age=31536000");
        answer.Headers.Vary.Should().Contain("Accept-Encoding");
        var content = await answer.Content.ReadAsByteArrayAsync();
        content.Length.Should().Be((int)answer.Content.Headers.ContentLength!);
        var plain = Path.Combine(Folder.Root!, StudioFolder.PackageName, "_framework/blazor.webassembly.js");
        Decoded(content, encoding).Should().Equal(await File.ReadAllBytesAsync(plain));
    }

    [Fact]
    public async Task PackageFile_OfEachKind_HasItsType()
    {
        using var client = server.Anonymous();
        foreach (var (end, type) in (ReadOnlySpan<(string, string)>)
            [(".wasm", "application/wasm"), (".dat", "application/octet-stream"), (".css", "text/css"), (".woff2", "font/woff2"), (".json", "application/json")])
        {
            var name = Folder.Package!.Names.First(n => n.EndsWith(end, StringComparison.Ordinal));
            using var answer = client.Send(new HttpRequestMessage(HttpMethod.Head, Package + name));
            answer.Content.Headers.ContentType!.MediaType.Should().Be(type, name);
            answer.Content.Headers.ContentLength.Should().BeGreaterThan(0, "HEAD says the length");
        }

        (await client.GetAsync(Package + "_framework/dotnet.js.br")).StatusCode.Should().Be(HttpStatusCode.NotFound, "a twin is no file of its own");
    }

    [Fact]
    public async Task File_OfAnotherVersion_IsAskedForAgainAndAnswered304()
    {
        using var client = server.Anonymous();
        var first = await client.GetAsync("/studio/_/0123456789abcdef/_framework/dotnet.js");
        first.Headers.CacheControl!.ToString().Should().Be("no-cache", "a page that was open during an update goes on, but keeps nothing");

        var again = new HttpRequestMessage(HttpMethod.Get, "/studio/_content/MudBlazor/MudBlazor.min.js");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        var answer = await client.SendAsync(again);

        answer.StatusCode.Should().Be(HttpStatusCode.NotModified);
        (await answer.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
        answer.Headers.ETag.Should().Be(first.Headers.ETag);
    }

    [Fact]
    public async Task OwnFile_WithoutATwin_IsCompressedOnce()
    {
        using var client = server.Anonymous();
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip;q=0.5, br;q=0");

        var answer = await client.GetAsync($"/studio/own/{Folder.Own!.Version}/dictionary.es.json");

        answer.Content.Headers.ContentEncoding.Should().Equal("gzip");
        Encoding.UTF8.GetString(Decoded(await answer.Content.ReadAsByteArrayAsync(), "gzip")).Should().Contain("\"texts\"");
    }

    [Theory]
    [InlineData("/studio/_/x/../../appsettings.json")]
    [InlineData("/studio/_/x/..%2f..%2fappsettings.json")]
    [InlineData("/studio/_/x/%2e%2e/%2e%2e/appsettings.json")]
    [InlineData("/studio/_/x/..%5c..%5cappsettings.json")]
    [InlineData("/studio/own/x/../install.sh")]
    [InlineData("/studio/own/x/..%2finstall.sh")]
    [InlineData("/studio/own/x/%2e%2e%2fpackage.json")]
    [InlineData("/studio/_/x//etc/passwd")]
    [InlineData("/studio/_content/../appsettings.json")]
    [InlineData("/studio/_framework/..%2fpackage.json%00.js")]
    public async Task Path_ThatLeadsOutOfTheFolder_IsNotFound(string path)
    {
        using var client = server.Anonymous();
        var address = new Uri(
            server.Address.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

        var answer = await client.GetAsync(address);

        answer.StatusCode.Should().BeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).Should().NotContain("LogLevel").And.NotContain("npm ci").And.NotContain("root:");
    }

    [Fact]
    public async Task Page_OfSomebody_HasAStrictPolicyAndItsOwnHash()
    {
        using var client = await SignedInAsync(Role.ProcessOwner);

        var answer = await client.GetAsync("/studio/definitions/mass-payment");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Headers.CacheControl!.ToString().Should().Contain("private").And.Contain("no-cache");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        var scripts = policy.Split(';').Single(p => p.TrimStart().StartsWith("script-src", StringComparison.Ordinal));
        scripts.Should().NotContain("unsafe-inline").And.NotContain("'unsafe-eval'").And.NotContain("http");
        policy.Should().Contain("default-src 'none'").And.Contain("connect-src 'self'").And.Contain("frame-ancestors 'none'");
        var page = await answer.Content.ReadAsStringAsync();
        var map = Regex.Match(page, "<script type=\"importmap\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        scripts.Should().Contain(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(map))));
        page.Should().NotContain("{{", "every place of the template is filled").And.NotContain("https://", "a page asks nobody but this server");
    }

    [Fact]
    public async Task Page_OfNobody_LeadsToTheSignInPage()
    {
        using var client = server.Anonymous();

        var answer = await client.GetAsync("/studio/instances/12?x=1");

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.Should().Be("/sign-in?return=" + Uri.EscapeDataString("/studio/instances/12?x=1"));
    }

    [Theory]
    [InlineData("/workflows/definitions/mass-payment/edit", "/studio/definitions/mass-payment")]
    [InlineData("/studio/workflows/definitions/mass-payment/edit", "/studio/definitions/mass-payment")]
    [InlineData("/workflows/instances/12/view", "/studio/instances/12")]
    [InlineData("/studio/workflows/instances/12/view", "/studio/instances/12")]
    [InlineData("/diagnostics/structured-logs?workflowInstanceId=12", "/studio/instances/12")]
    [InlineData("/studio", "/studio/definitions")]
    public async Task Link_OfTheStudio_LeadsToOurPage(string link, string page)
    {
        using var client = server.Anonymous();

        (await client.GetAsync(link)).Headers.Location!.OriginalString.Should().Be(page);
    }

    [Theory]
    [InlineData("es", "Iniciar sesión")]
    [InlineData("en", "Sign in")]
    public async Task SignInPage_InEachLanguage_IsForEverybody(string language, string title)
    {
        using var client = server.Anonymous();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);

        var answer = await client.GetAsync("/sign-in");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentLanguage.Should().Equal(language);
        Regex.Unescape(await answer.Content.ReadAsStringAsync()).Should().Contain(title);
        answer.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("script-src 'self';");
    }

    [Fact]
    public async Task PackageMissing_SaysWhatToDo_AndTheSignInPageWorks()
    {
        var folder = Directory.CreateTempSubdirectory("ledger-studio-").FullName;
        var pages = Path.Combine(folder, "Studio", "wwwroot");
        Directory.CreateDirectory(pages);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder.Root!, "wwwroot")))
        {
            File.Copy(file, Path.Combine(pages, Path.GetFileName(file)));
        }

        await using var app = await LedgerHost.CreateAsync(new HostSettings
        {
            DataFolder = folder,
            Urls = "http://127.0.0.1:0",
            IsQuiet = true,
            RunsEngine = false,
            Overrides = new Dictionary<string, string?> { ["Ledger:Studio:Folder"] = Path.GetDirectoryName(pages) },
        });
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };

        (await client.GetAsync("/sign-in")).StatusCode.Should().Be(HttpStatusCode.OK);
        app.Services.GetRequiredService<StudioFolder>().Package.Should().BeNull();
        (await client.GetAsync("/studio/_/x/_framework/dotnet.js")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        await app.StopAsync();
    }

    private async Task<HttpClient> SignedInAsync(Role role)
    {
        var client = server.Anonymous();
        var answer = await client.PostAsJsonAsync("/api/auth/sign-in", new { userName = TestServer.NameOf(role), password = TestServer.Password });
        answer.EnsureSuccessStatusCode();
        client.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        return client;
    }

    private static byte[] Decoded(byte[] content, string encoding)
    {
        using var from = new MemoryStream(content);
        using Stream decoder = encoding switch { "br" => new BrotliStream(from, CompressionMode.Decompress), "gzip" => new GZipStream(from, CompressionMode.Decompress), _ => from };
        using var into = new MemoryStream();
        decoder.CopyTo(into);
        return into.ToArray();
    }
}
