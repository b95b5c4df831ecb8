using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.EndToEnd.Books;
using Ledger.EndToEnd.Clients;

namespace Ledger.EndToEnd.Hostile;

/// <summary>Rubbish and malice at the doors: every answer is a clear refusal with a code, nothing is stored by half, the server lives on.</summary>
public sealed class HostileTests : IClassFixture<OfficeFixture>
{
    private const string Header =
        "Nro;Tipo Doc;Tipo Compra;RUT Proveedor;Razon Social;Folio;Fecha Docto;Fecha Recepcion;Fecha Acuse;Monto Exento;Monto Neto;Monto IVA Recuperable;"
        + "Monto Iva No Recuperable;Codigo IVA No Rec.;Monto Total;Monto Neto Activo Fijo;IVA Activo Fijo;IVA uso Comun;Impto. Sin Derecho a Credito;"
        + "IVA No Retenido;Tabacos Puros;Tabacos Cigarrillos;Tabacos Elaborados;NCE o NDE sobre Fact. de Compra;Codigo Otro Impuesto;Valor Otro Impuesto;Tasa Otro Impuesto";

    private const string FileName = "RCV_COMPRA_REGISTRO_76192083-9_202503.csv";
    private const int LongLine = 30 * 1024 * 1024;
    private readonly Office _office;

    public HostileTests(OfficeFixture fixture) => _office = fixture.Office;

    public static TheoryData<string> BrokenFiles => ["empty", "not a csv", "binary", "zip", "html", "header only of another kind", "another company", "sales"];

    [Theory]
    [MemberData(nameof(BrokenFiles))]
    [Trait("row", "T1")]
    public async Task Import_OfABrokenFile_IsRefusedWithACodeAndStoresNothing(string kind)
    {
        var before = await CountsAsync();
        var (name, content) = Broken(kind);

        foreach (var path in new[] { "/api/imports/purchases/preview", "/api/imports/purchases" })
        {
            using var answer = await _office.Operator.TrySendAsync(HttpMethod.Post, path, () => Upload(name, content), null);

            await RefusedAsync(answer, 400, 499);
        }

        (await CountsAsync()).Should().Equal(before, "nothing is stored of a file that is refused as a whole");
    }

    [Fact]
    [Trait("row", "T1")]
    public async Task Import_OfALineOfThirtyMegabytes_RejectsTheLineAndSaysWhy()
    {
        var content = Encoding.UTF8.GetBytes(Header + "\n1;33;" + new string('x', LongLine) + "\n");

        using var answer = await _office.Operator.TrySendAsync(HttpMethod.Post, "/api/imports/purchases/preview", () => Upload(FileName, content), null);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var line = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["lines"]!.AsArray().Should().ContainSingle().Subject!;
        line["code"]!.GetValue<string>().Should().Be("import.line-too-long");
        line["message"]!.GetValue<string>().Should().Contain("too long");
    }

    [Fact]
    [Trait("row", "T1")]
    public async Task Import_OfAFileOverTheLimit_Is413()
    {
        var before = await CountsAsync();
        var content = new byte[65 * 1024 * 1024];
        Array.Fill(content, (byte)'x');

        using var answer = await _office.Operator.TrySendAsync(HttpMethod.Post, "/api/imports/purchases", () => Upload(FileName, content), null, asksFirst: true);

        await RefusedAsync(answer, 413, 413);
        (await CountsAsync()).Should().Equal(before);
    }

    [Theory]
    [InlineData("POST", "/api/suppliers", "{")]
    [InlineData("POST", "/api/suppliers", "[]")]
    [InlineData("POST", "/api/suppliers", "null")]
    [InlineData("POST", "/api/suppliers", "\"text\"")]
    [InlineData("POST", "/api/suppliers", "{}")]
    [InlineData("POST", "/api/suppliers", "{\"rut\":1,\"name\":[]}")]
    [InlineData("POST", "/api/suppliers", "{\"rut\":\"76192083-1\",\"name\":\"Wrong digit\"}")]
    [InlineData("POST", "/api/suppliers", "{\"rut\":\"\\u0000\",\"name\":\"\\u0000\"}")]
    [InlineData("POST", "/api/purchase-documents", "{\"branchId\":\"1\",\"supplierId\":\"1\",\"siiType\":33,\"number\":\"1\",\"issueDate\":\"2025-02-30\",\"total\":1}")]
    [InlineData("POST", "/api/purchase-documents", "{\"branchId\":\"1\",\"supplierId\":\"1\",\"siiType\":33,\"number\":\"1\",\"issueDate\":\"2025-02-03\",\"total\":1e400}")]
    [InlineData("POST", "/api/purchase-documents", "{\"branchId\":\"1\",\"supplierId\":\"99999999999999999999\",\"siiType\":33,\"number\":\"1\",\"issueDate\":\"2025-02-03\",\"total\":1}")]
    [InlineData("POST", "/api/instances", "{\"definitionId\":\"no-such\"}")]
    [InlineData("POST", "/api/instances", "{\"definitionId\":null}")]
    [InlineData("POST", "/api/instances", "{\"definitionId\":\"proof-vote\",\"input\":5}")]
    [InlineData("POST", "/api/tasks/1/complete", "{\"outcome\":\"Yes\"}")]
    [InlineData("POST", "/api/tasks/99999999999999999999/complete", "{\"outcome\":\"Yes\"}")]
    [InlineData("POST", "/api/tasks/1/claim", "")]
    [InlineData("POST", "/api/instances/1/cancel", "")]
    [InlineData("POST", "/api/no-such", "{}")]
    [InlineData("DELETE", "/api/suppliers", "")]
    public async Task Call_ThatMakesNoSense_IsRefusedWithACode(string method, string path, string body)
    {
        var before = await CountsAsync();

        using var answer = await _office.Operator.TrySendAsync(
            new HttpMethod(method), path, () => body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, "application/json"), null);

        await RefusedAsync(answer, 400, 499);
        (await CountsAsync()).Should().Equal(before);
    }

    [Fact]
    public async Task Call_WithJsonDeeperThanAnybodyNeeds_IsRefused()
    {
        var body = string.Concat(Enumerable.Repeat("{\"a\":", 20_000)) + "1" + new string('}', 20_000);

        using var answer = await _office.Owner.TrySendAsync(
            HttpMethod.Post, "/api/definitions/import", () => new StringContent(body, Encoding.UTF8, "application/json"), null);

        await RefusedAsync(answer, 400, 499);
    }

    [Fact]
    public async Task Call_WithABodyOverTheLimit_Is413()
    {
        using var answer = await _office.Operator.TrySendAsync(
            HttpMethod.Post, "/api/suppliers", () => new StringContent("{\"name\":\"" + new string('x', 2 * 1024 * 1024) + "\"}", Encoding.UTF8, "application/json"), null);

        await RefusedAsync(answer, 413, 413);
    }

    [Fact]
    public async Task Call_OfAMediaTypeNobodyReads_Is415()
    {
        using var answer = await _office.Operator.TrySendAsync(
            HttpMethod.Post, "/api/suppliers", () => new StringContent("<supplier/>", Encoding.UTF8, "application/xml"), null);

        await RefusedAsync(answer, 415, 415);
    }

    [Theory]
    [InlineData("/api/suppliers?pageSize=1000000", "page.size")]
    [InlineData("/api/suppliers?pageSize=0", "page.size")]
    [InlineData("/api/suppliers?page=-1", "page.number")]
    [InlineData("/api/suppliers?page=2000000000", "page.number")]
    [InlineData("/api/suppliers?page=99999999999999", "request.malformed")]
    [InlineData("/api/suppliers?orderBy=name;drop table suppliers", "page.order")]
    [InlineData("/api/tasks?pageSize=501", "page.size")]
    [InlineData("/api/tasks?state=Nothing", "request.malformed")]
    [InlineData("/api/instances?orderBy=1", "page.order")]
    [InlineData("/api/instances/1", "instance.not-found")]
    [InlineData("/api/suppliers/1", "supplier.not-found")]
    [InlineData("/api/definitions/no-such", "definition.not-found")]
    [InlineData("/api/imports/1", "import.not-found")]
    [InlineData("/api/purchase-documents/1", "purchase-document.not-found")]
    public async Task Question_OutsideWhatThereIs_IsRefusedWithItsCode(string path, string code)
    {
        using var answer = await _office.Operator.TrySendAsync(HttpMethod.Get, path, () => null, null);

        (await RefusedAsync(answer, 400, 499)).Should().Be(code);
    }

    [Theory]
    [InlineData("Bearer nothing")]
    [InlineData("Bearer ")]
    [InlineData("Basic cGVkcm86cGVkcm8=")]
    [InlineData("Bearer CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Call_WithAWrongToken_Is401(string authorization)
    {
        using var stranger = LedgerClient.Anonymous(_office.Server.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/suppliers");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var answer = await stranger.SendAsync(request);

        (await RefusedAsync(answer, 401, 401)).Should().Be("auth.required");
    }

    [Fact]
    public async Task Call_WithAKeyThatIsTooLongOrOfAnotherRequest_IsRefused()
    {
        var body = new { rut = Rut.Of(78_000_001), name = "Una vez" };
        using var tooLong = await _office.Operator.TrySendAsync(HttpMethod.Post, "/api/suppliers", () => JsonContent.Create(body), new string('k', 200));
        await _office.Operator.PostAsync("/api/suppliers", body, "hostile-key");

        using var other = await _office.Operator.TrySendAsync(
            HttpMethod.Post, "/api/suppliers", () => JsonContent.Create(new { rut = Rut.Of(78_000_002), name = "Otra" }), "hostile-key");

        (await RefusedAsync(tooLong, 400, 400)).Should().Be("idempotency.key-too-long");
        (await RefusedAsync(other, 409, 409)).Should().Be("idempotency.content-differs");
    }

    /// <summary>Problem details with a code and a text; nothing of the inside; and the server answers the next call.</summary>
    private async Task<string> RefusedAsync(HttpResponseMessage answer, int from, int to)
    {
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).Should().BeInRange(from, to, text);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json", text);
        var problem = JsonNode.Parse(text)!;
        var code = problem["code"]!.GetValue<string>();
        code.Should().NotBe("internal").And.MatchRegex("^[a-z0-9.-]+$");
        problem["detail"]?.GetValue<string>().Should().NotBeNullOrWhiteSpace("{0} has a text", code);
        text.Should().NotContain("   at ", "stack traces stay inside").And.NotContain("System.", "types stay inside");
        (await _office.Operator.GetAsync("/api/auth/me"))["userName"]!.GetValue<string>().Should().Be(_office.Operator.UserName);
        return code;
    }

    private async Task<IReadOnlyList<string>> CountsAsync()
    {
        await using var database = await DatabaseReader.OpenSqliteAsync(_office.Server.DatabaseFile);
        return await database.LinesAsync(
            """
            select 'suppliers', count(*) from suppliers union all select 'documents', count(*) from purchase_documents
            union all select 'imports', count(*) from import_batches union all select 'instances', count(*) from workflow_instances
            union all select 'definitions', count(*) from definition_versions union all select 'done', count(*) from task_history where action = 'completed'
            """);
    }

    private static MultipartFormDataContent Upload(string name, byte[] content)
    {
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return new MultipartFormDataContent { { file, "file", name } };
    }

    private static (string Name, byte[] Content) Broken(string kind) => kind switch
    {
        "empty" => (FileName, []),
        "not a csv" => (FileName, Encoding.UTF8.GetBytes("Querido diario:\nhoy no compramos nada.\n")),
        "binary" => (FileName, RandomBytes()),
        "zip" => (FileName, Zip()),
        "html" => ("detalle.csv", Encoding.UTF8.GetBytes("<!doctype html><title>Su sesión ha expirado</title>")),
        "header only of another kind" => (FileName, Encoding.UTF8.GetBytes("Fecha;Concepto;Cargo;Abono;Saldo\n01/01/2025;COMPRA;1;;2\n")),
        "another company" => (FileName.Replace("76192083-9", "76543219-7", StringComparison.Ordinal), Encoding.UTF8.GetBytes(Header + "\n")),
        "sales" => ("RCV_VENTA_76192083-9_202503.csv", Encoding.UTF8.GetBytes("Nro;Tipo Doc;Tipo Venta;Rut cliente;Razon Social;Folio\n1;33;Del Giro;1-9;X;1\n")),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such file."),
    };

    private static byte[] RandomBytes()
    {
        var bytes = new byte[100_000];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Zip()
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry(FileName).Open();
            entry.Write(Encoding.UTF8.GetBytes(Header + "\n"));
        }

        return content.ToArray();
    }
}
