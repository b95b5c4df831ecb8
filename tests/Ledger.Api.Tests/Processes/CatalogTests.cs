using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Processes;
using Ledger.Api.Processes;
using Ledger.Domain.Users;
using Ledger.Workflows.Instances;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Api.Tests.Processes;

/// <summary>The catalogue of processes, favourites, journals in plain words, and what may be framed.</summary>
[Trait("row", "W8")]
public sealed class CatalogTests(TestServer server) : IClassFixture<TestServer>
{
    private T Get<T>()
        where T : notnull => server.App.Services.GetRequiredService<T>();

    [Fact]
    public async Task Favourites_OfAPerson_AreOnlyTheirsAndSaidTwiceAreOne()
    {
        var (ana, eva) = (CallerOf(Role.Approver), CallerOf(Role.Operator));
        var favourites = Get<FavouriteProcesses>();
        await favourites.SetAsync(ana, "mass-payment", true);
        await favourites.SetAsync(ana, "mass-payment", true);

        (await Get<ProcessCatalog>().ListAsync(ana, Language.Spanish)).Where(e => e.IsFavourite).Select(e => e.DefinitionId).Should().Equal("mass-payment");
        (await favourites.ListAsync(eva)).Should().BeEmpty();
        await favourites.SetAsync(eva, "mass-payment", false);
        (await favourites.ListAsync(ana)).Should().ContainSingle("it is not hers to take away");
        await favourites.SetAsync(ana, "mass-payment", false);
        (await favourites.ListAsync(ana)).Should().BeEmpty();
    }

    [Fact]
    public async Task Catalogue_InEachLanguage_SaysNamesModulesAndIsSearchedWithoutAccents()
    {
        var catalog = Get<ProcessCatalog>();
        var english = await catalog.ListAsync(CallerOf(Role.Auditor), CultureInfo.GetCultureInfo("en-US"));
        var spanish = await catalog.ListAsync(CallerOf(Role.Auditor), Language.Spanish);

        english.Single(e => e.DefinitionId == "mass-payment").Name.Should().Be("Mass payment");
        english.Select(e => e.Module).Distinct().Should().BeEquivalentTo("Folios", "Purchases and payments");
        spanish.Single(e => e.DefinitionId == "mass-payment").Name.Should().Be("Pago masivo");
        ProcessCatalog.Search(spanish, " AUTORIZACION pago ", Language.Spanish).Select(e => e.DefinitionId).Should().Contain("mass-payment");
        ProcessCatalog.Search(spanish, "importar zzz", Language.Spanish).Should().BeEmpty();
        ProcessCatalog.Search(spanish, null, Language.Spanish).Should().HaveCount(spanish.Count);
    }

    [Fact] // required of a definition counts for every way of starting, not only for the form
    public async Task Start_WithoutARequiredInput_IsRefusedByTheServerWithTheField()
    {
        using var client = await server.AsAsync(Role.Operator);

        var answer = await client.PostAsJsonAsync("/api/instances", new { definitionId = "purchase-register-import" });

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.JsonAsync())["detail"]!.GetValue<string>().Should().Contain("fileName");
    }

    [Fact]
    public async Task Run_ThatFailedAndWasCancelled_CountsAndIsToldInPlainWords()
    {
        using var client = await server.AsAsync(Role.Operator);
        var started = await client.PostAsJsonAsync("/api/instances", new { definitionId = "purchase-register-import", input = new { fileName = "no-hay.csv" } }).JsonAsync();
        var id = long.Parse(started["instanceId"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        var queries = Get<IInstanceQueries>();
        await UntilAsync(async () => (await queries.StandingAsync(server.CompanyId, id))!.SubStatus is WorkflowSubStatus.Faulted or WorkflowSubStatus.Suspended);

        var entry = (await Get<ProcessCatalog>().ListAsync(CallerOf(Role.Operator), Language.Spanish)).Single(e => e.DefinitionId == "purchase-register-import");
        (entry.Running + entry.Faulted).Should().BePositive();
        entry.Last!.InstanceId.Should().Be(id);
        var open = await queries.ListAsync(new RunsFilter { Process = "purchase-register-import" }.ToQuery(server.CompanyId), new());
        open.Items.Select(i => i.Id).Should().Contain(id, "what stopped at a fault is open too");

        (await client.PostAsync($"/api/instances/{id}/cancel", null)).EnsureSuccessStatusCode();
        var run = (await queries.FindAsync(server.CompanyId, id))!.Summary;
        var page = (await Get<RunJournal>().PageAsync(run, server.CompanyId, 0))!;
        page.Steps.Should().NotBeEmpty();
        page.Steps.Should().OnlyContain(s => s.Name.Length > 0 && s.At >= run.CreatedAt);
        page.Acts.Should().ContainSingle(a => a.Action == "instance.cancelled" && a.Who == TestServer.NameOf(Role.Operator));
        (await Get<RunJournal>().PageAsync(run, server.CompanyId + 1, 0)).Should().BeNull("another company has no such run");
        (await queries.ListAsync(new RunsFilter { Process = "purchase-register-import" }.ToQuery(server.CompanyId), new())).Items.Select(i => i.Id).Should().NotContain(id);
    }

    [Fact]
    public void Filter_ThroughAnAddress_IsTheSameAndNonsenseIsLeftOut()
    {
        var filter = new RunsFilter { Phase = RunPhase.Faulted, Process = "a&b", Search = "50% más", Page = 2 };

        RunsFilter.Parse(new Uri(new Uri("http://x"), filter.Address()).Query).Should().Be(filter);
        RunsFilter.Parse("?state=7&page=-1&process=").Should().Be(new RunsFilter());
        new RunsFilter().Address().Should().Be("/runs");
    }

    [Theory] // only the drawing of one instance, and only inside our own pages
    [InlineData("/studio/instances/5?embedded=1", "'self'", "SAMEORIGIN")]
    [InlineData("/studio/instances/5", "'none'", "DENY")]
    [InlineData("/studio/definitions/mass-payment?embedded=1", "'none'", "DENY")]
    [InlineData("/studio/instances?embedded=1", "'none'", "DENY")]
    [InlineData("/runs/5?embedded=1", "'none'", "DENY")]
    public async Task Frame_OfAPage_IsAllowedForTheDrawingOnly(string path, string ancestors, string options)
    {
        using var client = await server.AsAsync(Role.ProcessOwner);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await client.SendAsync(request);

        if (answer.StatusCode == HttpStatusCode.OK)
        {
            string.Join(';', answer.Headers.GetValues("Content-Security-Policy")).Should().Contain($"frame-ancestors {ancestors}");
        }

        answer.Headers.GetValues("X-Frame-Options").Should().Equal(options);
    }

    [Fact]
    public void Pace_OfALongStep_TellsRateAndTimeLeft()
    {
        var at = DateTimeOffset.UnixEpoch;
        var pace = RunPace.Of(new StepProgress(1, "a", 2_500, 10_000, at, at.AddMinutes(2)));

        pace.Should().Be(new RunPace(2_500, 10_000, 1_250, TimeSpan.FromMinutes(6)));
        pace.Percent.Should().Be(25);
        RunPace.Of(new StepProgress(1, "a", 0, null, at, at)).Should().Be(new RunPace(0, null, null, null));
        CultureInfo.CurrentCulture = Language.Spanish;
        new[] { 0.0, 0.4, 12, 125, 3_600, 93_600 }.Select(s => Spans.Of(TimeSpan.FromSeconds(s))).Should().Equal("0 s", "0,4 s", "12 s", "2 min 5 s", "1 h", "1 d 2 h");
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var round = 0; round < 600; round++)
        {
            if (await condition())
            {
                return;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("It did not come true.");
    }

    private Caller CallerOf(Role role) => new(
        server.Users[role], TestServer.NameOf(role), role.ToString(), null, server.CompanyId, "Prueba SpA", [role.ToString()], []);
}
