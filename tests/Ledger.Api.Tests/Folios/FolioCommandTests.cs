using System.Text.Json.Nodes;
using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.Domain.Folios;
using Ledger.Domain.Parameters;
using Ledger.Domain.Tests.Folios;
using Ledger.Foundation;
using Xunit.Abstractions;

namespace Ledger.Api.Tests.Folios;

/// <summary><c>ledger folios …</c> as a person types it.</summary>
[Collection("console")]
public sealed class FolioCommandTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "ledger-tests", Guid.NewGuid().ToString("N"));
    private readonly string _files = Directory.CreateTempSubdirectory("ledger-folios").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_files, recursive: true);
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact] // F1, F10
    public async Task ImportAndCheck_KeyOfSettings_IsWarnedAboutAndABrokenAccountEndsWithFive()
    {
        await SetUpAsync(CafFixture.Rut);
        await File.WriteAllTextAsync(Path.Combine(_folder, "test-key.pem"), CafFixture.Keys.Find(CafFixture.TestKeyId)!.Pem);
        await File.WriteAllTextAsync(Path.Combine(_folder, "settings.json"), """
            { "Ledger": { "Folios": { "AuthorityKeys": [ { "Id": 900, "Environment": "Production", "File": "test-key.pem" } ] } } }
            """);
        await File.WriteAllBytesAsync(Path.Combine(_files, "a.xml"), CafFixture.Bytes(CafFixture.Text(39, 1, 50, FolioServer.Day)));

        var first = await RunAsync("folios", "import", _files, "--user", "ana", "--lang", "en");
        await File.WriteAllTextAsync(Path.Combine(_files, "b.xml"), "no");
        var second = await RunAsync("folios", "import", _files, "--user", "ana", "--json");
        var closed = await RunAsync("folios", "check", "--json");
        await using (var database = new LedgerDatabase(DatabaseOptions.ForSqliteFile(Path.Combine(_folder, "ledger.db"))))
        {
            await database.WriteAsync(tx => tx.ExecuteAsync("update folio_ranges set last_number = last_number - 1"));
        }

        var broken = await RunAsync("folios", "check", "--lang", "en");

        first.Code.Should().Be(ExitCodes.Ok, first.Error);
        first.Output.Should().Contain("a.xml").And.Contain("1 accepted");
        first.Error.Should().Contain("900");
        second.Code.Should().Be(ExitCodes.Refused);
        JsonNode.Parse(second.Output)!.AsArray().Select(f => f!["verdict"]!.GetValue<string>()).Should().Equal("Duplicate", "NotFolioFile");
        closed.Code.Should().Be(ExitCodes.Ok);
        broken.Code.Should().Be(ExitCodes.Inconsistent);
        broken.Output.Should().Contain("1-50", "it says where");
    }

    [Fact] // F1: their signatures hold, their private keys were taken out, and the clock is past some of their expiries.
    public async Task Import_RealFiles_AreJudgedByWhatTheyAre()
    {
        if (RealFiles() is not { } folder)
        {
            output.WriteLine("Skipped: there is no shared/data/caf beside the repository.");
            return;
        }

        await SetUpAsync("76235291-5");
        var production = await RunAsync("folios", "import", folder, "--user", "ana", "--json");
        await SetEnvironmentAsync();
        var certification = await RunAsync("folios", "import", folder, "--user", "ana", "--json");

        JsonNode.Parse(production.Output)!.AsArray().Should().OnlyContain(f => f!["verdict"]!.GetValue<string>() == "OtherEnvironment");
        JsonNode.Parse(certification.Output)!.AsArray().Select(f => f!["verdict"]!.GetValue<string>()).Should()
            .Equal("AcceptedWithoutKey", "Expired", "AcceptedWithoutKey", "AcceptedWithoutKey", "AcceptedWithoutKey", "Expired");
        (await RunAsync("folios", "check")).Code.Should().Be(ExitCodes.Ok);
    }

    [Theory]
    [InlineData(ExitCodes.Usage, "folios", "import")]
    [InlineData(ExitCodes.NotFound, "folios", "import", "no-such-file.xml", "--user", "ana")]
    [InlineData(ExitCodes.NotFound, "folios", "import", ".", "--user", "nobody")]
    [InlineData(ExitCodes.Ok, "folios", "books", "--user", "ana")]
    [InlineData(ExitCodes.Ok, "folios", "check")]
    public async Task Run_EachKindOfEnd_HasItsExitCode(int expected, params string[] arguments)
    {
        await SetUpAsync(CafFixture.Rut);

        (await RunAsync(arguments)).Code.Should().Be(expected);
    }

    private async Task SetUpAsync(string rut)
    {
        await RunAsync("setup", rut, "Prueba SpA", "ana");
        await RunAsync("users", "grant", "ana", "Operator", "--user", "ana");
    }

    private async Task SetEnvironmentAsync()
    {
        await using var database = new LedgerDatabase(DatabaseOptions.ForSqliteFile(Path.Combine(_folder, "ledger.db")));
        var company = (await database.QueryAsync("select id from companies", row => row.GetInt64(0))).Single();
        await database.WriteAsync(Actor.System(company), async session =>
        {
            await new ParameterService(session).SetAsync(new FolioParameters { Environment = FolioEnvironment.Certification });
            return true;
        });
    }

    private static string? RealFiles()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Combine(folder, "shared", "data", "caf") is var data && Directory.Exists(data))
            {
                return data;
            }
        }

        return null;
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => TypedCommand.RunAsync(_folder, arguments);
}
