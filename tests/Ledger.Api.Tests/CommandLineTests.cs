using System.Text.Json.Nodes;
using Ledger.Api.CommandLine;
using Ledger.Api.Demo;
using Ledger.Api.Hosting;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Tests;

/// <summary>Commands as a person types them, on a data folder of their own; the console is shared, so they run one by one.</summary>
[Collection("console")]
public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "ledger-tests", Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(ExitCodes.Usage, "no-such-command")]
    [InlineData(ExitCodes.Usage, "run")]
    [InlineData(ExitCodes.Usage, "tasks")] // nobody says who acts
    [InlineData(ExitCodes.NotFound, "tasks", "--user", "nobody")]
    [InlineData(ExitCodes.NotFound, "workflows", "check", "no-such-file.json")]
    [InlineData(ExitCodes.Ok, "audit", "verify")]
    [InlineData(ExitCodes.Ok, "migrate")]
    public async Task Run_EachKindOfEnd_HasItsExitCode(int expected, params string[] arguments)
    {
        var (code, _, _) = await RunAsync(arguments);

        code.Should().Be(expected);
    }

    [Fact]
    public async Task AuditVerify_AlteredEntry_EndsWithFive()
    {
        await RunAsync("setup", "76192083-9", "Prueba SpA", "ana");
        await using (var database = new LedgerDatabase(DatabaseOptions.ForSqliteFile(Path.Combine(_folder, "ledger.db"))))
        {
            (await RunAsync("audit", "verify")).Code.Should().Be(ExitCodes.Ok);
            await database.WriteAsync(tx => tx.ExecuteAsync("update audit_entries set detail = '{\"a\":1}' where sequence = 1"));
        }

        (await RunAsync("audit", "verify")).Code.Should().Be(ExitCodes.Inconsistent);
    }

    [Fact]
    public async Task Users_AddedByTheAdministrator_AreListedAsJson()
    {
        await RunAsync("setup", "76192083-9", "Prueba SpA", "ana");
        var added = await RunAsync("users", "add", "berta", "--role", "Approver", "--user", "ana", "--json");
        var refused = await RunAsync("users", "add", "carla", "--user", "berta");

        var list = JsonNode.Parse((await RunAsync("users", "list", "--user", "ana", "--json")).Output)!.AsArray();

        added.Code.Should().Be(ExitCodes.Ok);
        refused.Code.Should().Be(ExitCodes.Refused, "an approver administers nobody");
        list.Select(u => u!["userName"]!.GetValue<string>()).Should().Equal("ana", "berta");
    }

    [Fact]
    public async Task Serve_SecondServerOnTheFolder_IsRefusedWithTheAddressOfTheFirst()
    {
        using var first = ServerLock.TryTake(_folder)!;
        first.Announce(new RunningServer(4711, "http://localhost:5080", 1, DateTimeOffset.UnixEpoch));

        var (code, _, error) = await RunAsync("serve", "--lang", "en");

        code.Should().Be(ExitCodes.Conflict);
        error.Should().Contain("server.running").And.Contain("http://localhost:5080").And.Contain("4711");
        first.Dispose();
        ServerLock.Find(_folder).Should().BeNull("the lock ends with its process");
    }

    [Fact]
    public async Task DemoCompany_MadeTwice_IsThereOnceWithItsRegisterImported()
    {
        var globals = new Globals([]);
        var companyId = await DemoCommand.PrepareAsync(globals, _folder, default);
        (await DemoCommand.PrepareAsync(globals, _folder, default)).Should().Be(companyId);

        await using var database = new LedgerDatabase(DatabaseOptions.ForSqliteFile(Path.Combine(_folder, "ledger.db")));
        var documents = await database.ReadAsync(companyId, db => db.Set<PurchaseDocument>().ToListAsync());

        documents.Should().HaveCount(350);
        documents.Where(d => d.ImportId != null).Should().HaveCount(345, "every line of the register is accepted");
        documents.Select(d => d.BranchId).Distinct().Should().HaveCount(3);
        documents.Select(d => d.Currency).Distinct().Should().BeEquivalentTo("CLP", "USD");
        documents.Select(d => d.Kind).Distinct().Should().HaveCount(3, "invoices, credit notes and debit notes");
        documents.Max(d => d.IssueDate).Should().BeOnOrBefore(DateOnly.FromDateTime(DateTime.Today));
    }

    [Fact]
    public async Task ImportPurchases_WithoutYesAndWithoutATerminal_ImportsNothing()
    {
        await DemoCommand.PrepareAsync(new Globals([]), _folder, default);
        var file = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "demo"), "*.csv").Order().First();

        var preview = await RunAsync("import", "purchases", file, "--user", DemoPeople.Operator, "--json");
        var imported = await RunAsync("import", "purchases", file, "--user", DemoPeople.Operator, "--json", "--yes");
        var forbidden = await RunAsync("import", "purchases", file, "--user", "auditora", "--yes");

        JsonNode.Parse(preview.Output)!["rows"]!.GetValue<int>().Should().Be(112);
        imported.Code.Should().Be(ExitCodes.Ok);
        JsonNode.Parse(imported.Output)!["state"]!.GetValue<string>().Should().Be("Completed");
        forbidden.Code.Should().Be(ExitCodes.Refused);
    }

    [Theory]
    [InlineData("a=1", "{\"a\":1}")]
    [InlineData("a=uno", "{\"a\":\"uno\"}")]
    [InlineData("a={\"b\":[1,2]}", "{\"a\":{\"b\":[1,2]}}")]
    [InlineData("a==", "{\"a\":\"=\"}")]
    public void ReadInput_EachForm_IsJsonWhereItParsesAndTextElse(string part, string expected) =>
        RunCommand.ReadInput([part]).ToJsonString().Should().Be(expected);

    [Fact]
    public void ReadInput_WithoutEqualsSign_IsRefused() =>
        FluentActions.Invoking(() => RunCommand.ReadInput(["a"])).Should().Throw<RequestRefusedException>().Which.Code.Should().Be("cli.input-malformed");

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => TypedCommand.RunAsync(_folder, arguments);
}
