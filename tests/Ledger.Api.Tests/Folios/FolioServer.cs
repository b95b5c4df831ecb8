using System.Globalization;
using System.Net.Http.Json;
using Ledger.Domain.Companies;
using Ledger.Domain.Tests.Folios;
using Ledger.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Tests.Folios;

/// <summary>A server whose settings trust the tests' own key, as an installation that tries the circuit out would.</summary>
public sealed class FolioServer : TestServer
{
    private int _nextKind;

    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Ledger:Folios:AuthorityKeys:0:Id"] = CafFixture.TestKeyId.ToString(CultureInfo.InvariantCulture),
        ["Ledger:Folios:AuthorityKeys:0:Environment"] = "Production",
        ["Ledger:Folios:AuthorityKeys:0:Pem"] = CafFixture.Keys.Find(CafFixture.TestKeyId)!.Pem,
    };

    /// <summary>A document kind that no other test of the class uses.</summary>
    public int NewKind() => ((int[])[34, 39, 41, 52, 110, 111, 112])[_nextKind++];

    public static string Day => DateTime.Today.AddDays(-10).ToString("O", CultureInfo.InvariantCulture)[..10];

    public Task<long> BranchAsync() => Ledger.Domain.LedgerSessions.ReadAsync(Database, CompanyId, db => db.Set<Branch>().Select(b => b.Id).FirstAsync());

    /// <summary>A book with that many folios, come the way of the circuit.</summary>
    public async Task<(string Id, int Kind)> BookAsync(int quantity)
    {
        var (kind, branch) = (NewKind(), await BranchAsync());
        using var owner = await AsAsync(Role.ProcessOwner);
        await OkAsync(await UploadAsync(owner, ("f.xml", CafFixture.Bytes(CafFixture.Text(kind, 1, 1000, Day)))));
        await OkAsync(await owner.PutAsJsonAsync("/api/folios/quantities", new { branchId = branch, documentType = kind, quantity }));
        await OkAsync(await owner.PostAsJsonAsync("/api/folios/requests", new { branchId = branch, documentType = kind }));
        await OkAsync(await owner.PostAsJsonAsync("/api/folios/assignments", new { }));
        var book = await owner.PostAsJsonAsync("/api/folios/books", new { branchId = branch, documentType = kind, name = "Talonario", quantityThreshold = 2 });
        await OkAsync(book);
        return ((await book.JsonAsync())["bookId"]!.GetValue<string>(), kind);
    }

    public async Task AssignsPartlyAsync(bool isSo)
    {
        using var administrator = await AsAsync(Role.Administrator);
        var parameters = (await administrator.GetAsync("/api/parameters/folios").JsonAsync()).AsObject();
        parameters["assignsPartly"] = isSo;
        await OkAsync(await administrator.PutAsJsonAsync("/api/parameters/folios", parameters));
    }

    public static async Task<HttpResponseMessage> UploadAsync(HttpClient client, params (string Name, byte[] Content)[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), "files", name);
        }

        return await client.PostAsync("/api/folios/imports", form);
    }

    public static async Task OkAsync(HttpResponseMessage answer) => answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
}
