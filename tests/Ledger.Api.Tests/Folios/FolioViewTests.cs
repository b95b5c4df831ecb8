using System.Globalization;
using System.Net.Http.Json;
using Ledger.Api.DataViews.Catalog;
using Ledger.Domain.Folios;
using Ledger.Domain.Tests.Folios;
using Ledger.Domain.Users;

namespace Ledger.Api.Tests.Folios;

/// <summary>The lists of folios say what the domain says (features.md F2, F8, F10).</summary>
[Trait("row", "F8")]
public sealed class FolioViewTests(FolioServer server) : IClassFixture<FolioServer>
{
    [Fact]
    public void Kinds_OfTheLists_AreThoseOfTheDomain() =>
        Enum.GetValues<FolioDocumentKind>().Select(k => (int)k).Should().BeEquivalentTo(FolioKinds.Known);

    [Fact] // the list adds thresholds of days to stored days, which are yyyymmdd
    public async Task ExpiryDay_OfEveryDayOfFiveYears_IsItsDayNumber()
    {
        var first = new DateOnly(2023, 12, 30);
        var days = Enumerable.Range(0, 5 * 366).Select(first.AddDays).ToList();
        foreach (var part in days.Chunk(400))
        {
            var stored = string.Join(" union all ", part.Select(d => string.Create(CultureInfo.InvariantCulture, $"select {d:yyyyMMdd} as expires_on")));
            var numbers = await server.Database.QueryAsync($"select {FolioViews.ExpiryDay} from ({stored}) r order by r.expires_on", row => row.GetInt64(0));
            numbers.Should().Equal(part.Select(d => (long)d.DayNumber));
        }
    }

    [Fact]
    [Trait("row", "F2")]
    public async Task Availability_OfBooksInEveryState_IsWhatTheDomainSays()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        var (finished, _) = await server.BookAsync(2);
        var (near, _) = await server.BookAsync(10);
        await server.BookAsync(10);
        await FolioServer.OkAsync(await owner.PutAsJsonAsync($"/api/folios/books/{near}", new { name = "Por terminar", quantityThreshold = 10, daysThreshold = 3, isAutomatic = true }));
        foreach (var request in (string[])["a", "b"])
        {
            await FolioServer.OkAsync(await owner.PostAsJsonAsync($"/api/folios/books/{finished}/next", new { requestId = request }));
        }

        await AddExpiringAsync(owner, 33, 20);
        await AddExpiringAsync(owner, 56, 3650);

        var books = (await owner.GetAsync("/api/folios/books").JsonAsync()).AsArray();
        var rows = (await owner.GetAsync("/api/views/folio-availability?columns=bookKey,state,folios,queuedFolios,nextFolio,expiresOn").JsonAsync())["rows"]!.AsArray();
        rows.Select(r => (r!["bookKey"]!.ToString(), r["state"]!.ToString(), r["folios"]!.ToString(), r["queuedFolios"]!.ToString(), r["nextFolio"]?.ToString(), r["expiresOn"]?.ToString()))
            .Should().BeEquivalentTo(books.Select(
                b => (b!["bookId"]!.ToString(), b["state"]!.ToString(), b["available"]!.ToString(), b["queued"]!.ToString(), b["nextNumber"]?.ToString(), b["expiresOn"]?.ToString())));
        rows.Select(r => r!["state"]!.ToString()).Distinct().Should().BeEquivalentTo(
            [nameof(FolioBookState.Finished), nameof(FolioBookState.NearToFinish), nameof(FolioBookState.NearToExpire), nameof(FolioBookState.Ok)]);
        var some = (await owner.GetAsync("/api/views/folio-availability?where=state:in:NearToExpire").JsonAsync())["rows"]!.AsArray();
        some.Should().ContainSingle().Which!["documentKind"]!.ToString().Should().Be(nameof(FolioDocumentKind.DebitNote));
    }

    // A kind that expires, watched that many days before.
    private async Task AddExpiringAsync(HttpClient owner, int kind, int days)
    {
        var branch = await server.BranchAsync();
        await FolioServer.OkAsync(await FolioServer.UploadAsync(owner, ("f.xml", CafFixture.Bytes(CafFixture.Text(kind, 1, 100, FolioServer.Day)))));
        await FolioServer.OkAsync(await owner.PutAsJsonAsync("/api/folios/quantities", new { branchId = branch, documentType = kind, quantity = 50 }));
        await FolioServer.OkAsync(await owner.PostAsJsonAsync("/api/folios/requests", new { branchId = branch, documentType = kind }));
        await FolioServer.OkAsync(await owner.PostAsJsonAsync("/api/folios/assignments", new { }));
        await FolioServer.OkAsync(await owner.PostAsJsonAsync(
            "/api/folios/books", new { branchId = branch, documentType = kind, name = "Vence", quantityThreshold = 2, daysThreshold = days }));
    }
}
