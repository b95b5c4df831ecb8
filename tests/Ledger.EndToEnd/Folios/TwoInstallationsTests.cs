using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Folios;
using Ledger.EndToEnd.Clients;

namespace Ledger.EndToEnd.Folios;

/// <summary>Branch and head office as two servers that talk over HTTPS with API keys (F9): each killed in the middle, down, forged, and in the end nothing lost or doubled.</summary>
[Trait("row", "F9")]
public sealed class TwoInstallationsTests
{
    private static readonly int[] Kinds = [33, 34, 39, 41, 52, 56, 61];

    [Fact]
    public async Task Circuit_BetweenTwoServersThatAreKilled_LosesAndDoublesNothing()
    {
        var maker = new FolioFileMaker();
        using var authority = new TestAuthority("Autoridad de prueba");
        using var stranger = new TestAuthority("Un extraño");
        await using var central = await FolioInstallation.OpenAsync(maker, authority, new JsonObject { ["branchesElsewhere"] = new JsonArray(FolioInstallation.Branch) });
        await using var branch = await FolioInstallation.OpenAsync(maker, authority, new JsonObject { ["headOfficeIsElsewhere"] = true });
        await central.ConnectAsync(FolioInstallation.Branch, branch, authority);
        await GiveFoliosAsync(maker, central);

        await RefuseAStrangersCertificateAsync(branch, central, stranger);
        await branch.ConnectAsync(0, central, authority);
        await central.UntilAsync("the first request is met", async () => await branch.UnmetAsync() == 0, branch);
        branch.Count("select count(*) from folio_keys").Should().Be(1, "the branch owns the folios and signs with them");
        var book = await UseABookAsync(branch);

        await KillInTheMiddleAsync(branch, central);
        await RefuseAWrongKeyAsync(branch, central);
        await RefuseForgeriesAsync(central);
        await GiveBackAsync(branch, central, book);
        await CheckAccountsAsync(branch, central);
    }

    private static async Task GiveFoliosAsync(FolioFileMaker maker, FolioInstallation central)
    {
        var day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-5);
        foreach (var kind in Kinds)
        {
            await central.ImportAsync(maker.Make(FolioInstallation.Rut, "Prueba SpA", kind, 1, 1_000, day));
            await central.Owner.PutAsync("/api/folios/quantities", new { branchId = central.BranchId, documentType = kind, quantity = 10 });
        }
    }

    // Whoever answers with a certificate that is not trusted gets nothing; the reason is told, and it goes on by itself once that is mended.
    private static async Task RefuseAStrangersCertificateAsync(FolioInstallation branch, FolioInstallation central, TestAuthority stranger)
    {
        await branch.ConnectAsync(0, central, stranger);
        await branch.Owner.PostAsync("/api/folios/requests", new { branchId = branch.BranchId, documentType = 33 });
        await branch.UntilAsync("the failure is noted", () => Task.FromResult(branch.Count("select count(*) from folio_messages where attempts > 0 and delivered_at is null") == 1));
        var told = (await branch.Owner.GetAsync("/api/views/folio-messages")).ToJsonString();
        told.Should().Contain("no es de confianza");
        central.Count("select count(*) from folio_central_requests").Should().Be(0);
    }

    private static async Task<string> UseABookAsync(FolioInstallation branch)
    {
        var book = (await branch.Owner.PostAsync("/api/folios/books", new { branchId = branch.BranchId, documentType = 33, name = "Facturas", quantityThreshold = 2 }))["bookId"]!.GetValue<string>();
        foreach (var number in Enumerable.Range(1, 4))
        {
            (await branch.Owner.PostAsync($"/api/folios/books/{book}/next", new { requestId = $"factura-{number}" }))["number"]!.GetValue<string>().Should().Be($"{number}");
        }

        return book;
    }

    private static async Task KillInTheMiddleAsync(FolioInstallation branch, FolioInstallation central)
    {
        // Head office dies wherever it is, while requests keep coming; those from then on wait for it.
        var asking = AskAsync(Kinds[1..^1]);
        await central.UntilAsync("some requests came", () => Task.FromResult(central.Count("select count(*) from folio_central_requests") > 2), branch);
        await central.Server.KillAsync();
        await asking;
        await AskAsync(Kinds[^1..]);
        (await branch.UnmetAsync()).Should().BeGreaterThan(0, "head office is dead");
        await branch.Server.KillAsync();
        await central.Server.StartAsync();
        await branch.Server.StartAsync();
        await branch.UntilAsync("some folios came", async () => await branch.UnmetAsync() < Kinds.Length - 2, branch, central);
        await branch.Server.KillAsync();
        await central.Server.KillAsync();
        await branch.Server.StartAsync();
        await central.Server.StartAsync();
        await branch.UntilAsync("all requests are met", async () => await branch.UnmetAsync() == 0, branch, central);

        // Head office is away: the branch asks, is told why it is not heard, and is heard once head office is back.
        await central.Server.StopAsync();
        await branch.Owner.PostAsync("/api/folios/requests", new { branchId = branch.BranchId, documentType = 34 });
        await branch.UntilAsync("the failure is noted", () => Task.FromResult(branch.Count("select count(*) from folio_messages where attempts > 0 and delivered_at is null") == 1));
        var (code, output, _) = await branch.Server.CommandAsync("folios", "lines", "--user", "olga", "--json");
        code.Should().Be(0);
        output.Should().Contain("No se pudo llegar");
        await central.Server.StartAsync();
        await branch.UntilAsync("the request is met", async () => await branch.UnmetAsync() == 0, branch, central);

        async Task AskAsync(int[] kinds)
        {
            foreach (var kind in kinds)
            {
                await branch.Owner.PostAsync("/api/folios/requests", new { branchId = branch.BranchId, documentType = kind });
            }
        }
    }

    // The branch speaks with a key that head office never gave: nothing is taken in, the branch reads why, and goes on with the right one.
    private static async Task RefuseAWrongKeyAsync(FolioInstallation branch, FolioInstallation central)
    {
        var before = central.Count("select count(*) from folio_receptions");
        await branch.UseKeyAsync("lk_of-somebody-else");
        await branch.Owner.PostAsync("/api/folios/requests", new { branchId = branch.BranchId, documentType = 39 });
        await branch.UntilAsync("the failure is noted", () => Task.FromResult(branch.Count("select count(*) from folio_messages where attempts > 0 and delivered_at is null") == 1));
        (await branch.Owner.GetAsync("/api/views/folio-messages")).ToJsonString().Should().Contain("401");
        central.Count("select count(*) from folio_receptions").Should().Be(before);
        await branch.UseKeyAsync(central.KeyOfTheOther);
        await branch.UntilAsync("the request is met", async () => await branch.UnmetAsync() == 0, branch, central);
    }

    private static async Task RefuseForgeriesAsync(FolioInstallation central)
    {
        var message = new { companyRut = FolioInstallation.Rut, fromEnd = FolioInstallation.Branch, toEnd = 0, sequence = "99", kind = "Request", payload = "{}", files = Array.Empty<string>() };
        using var http = LedgerClient.Anonymous(central.Server.Address);
        using var nobody = await http.PostAsJsonAsync("/api/folios/messages", message);
        nobody.StatusCode.Should().Be(HttpStatusCode.Unauthorized);

        // A person of the company, whatever the role, speaks for no end; nor does the line's user for another.
        (await central.Owner.Invoking(o => o.PostAsync("/api/folios/messages", message)).Should().ThrowAsync<LedgerRefusal>()).Which.Code.Should().Be("folio-line.stranger");
        http.DefaultRequestHeaders.Add("X-Api-Key", central.KeyOfTheOther);
        using var other = await http.PostAsJsonAsync("/api/folios/messages", new { message.companyRut, fromEnd = 3, message.toEnd, message.sequence, message.kind, message.payload, message.files });
        LedgerClient.CodeOf(await other.Content.ReadAsStringAsync()).Should().Be("folio-line.stranger");
        using var gap = await http.PostAsJsonAsync("/api/folios/messages", message);
        LedgerClient.CodeOf(await gap.Content.ReadAsStringAsync()).Should().Be("folio-message.gap");
        using var large = new StringContent(new string('x', 17 * 1024 * 1024), null, "application/json");
        http.DefaultRequestHeaders.ExpectContinue = true; // the refusal is read before the body is sent
        using var tooLarge = await http.PostAsync("/api/folios/messages", large);
        tooLarge.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    private static async Task GiveBackAsync(FolioInstallation branch, FolioInstallation central, string book)
    {
        (await branch.Owner.PostAsync($"/api/folios/books/{book}/returns", new { reason = "sobran" }))["quantity"]!.GetValue<string>().Should().Be("6");
        await central.UntilAsync(
            "the folios are back", async () => (await central.BalanceAsync()).Any(a => a["returned"]!.GetValue<string>() == "6"), branch);
    }

    private static async Task CheckAccountsAsync(FolioInstallation branch, FolioInstallation central)
    {
        var (there, here) = (await central.BalanceAsync(), await branch.BalanceAsync());
        foreach (var kind in Kinds)
        {
            var (given, had) = (Of(there, kind), Of(here, kind));
            // Everything that head office has given is at the branch, once; what came back is at head office.
            var expected = kind == 33 ? 4 : kind is 34 or 39 ? 20 : 10;
            Number(given, "assigned").Should().Be(expected, "kind {0}", kind);
            (Number(had, "queued") + Number(had, "inBooks") + Number(had, "used")).Should().Be(expected, "kind {0}", kind);
        }

        foreach (var (from, to) in new[] { (branch, central), (central, branch) })
        {
            from.Count("select count(*) from folio_messages where sequence > 0 and delivered_at is null").Should().Be(0);
            from.Count("select count(*) from folio_messages where sequence > 0").Should().Be(to.Count("select count(*) from folio_receptions"), "each was taken in once");
            to.Count("select count(*) from folio_receptions").Should().Be(to.Count("select max(sequence) from folio_receptions"), "in their order, without gaps");
            from.Server.Log.Should().NotContain("PRIVATE KEY").And.NotContain("RSASK");
        }

        static JsonNode Of(IReadOnlyList<JsonNode> accounts, int kind) => accounts.Single(a => a["documentType"]!.GetValue<int>() == kind);
        static long Number(JsonNode account, string name) => long.Parse(account[name]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
