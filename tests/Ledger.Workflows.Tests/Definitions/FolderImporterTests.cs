using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Tests.Runtime;
using static Ledger.Workflows.Tests.PeopleHost;

namespace Ledger.Workflows.Tests.Definitions;

[Trait("row", "W1")]
public sealed class FolderImporterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-definitions-");

    [Fact]
    public async Task Import_AtEachStart_TakesWhatChangedAndListsWhatIsWrong()
    {
        await using var host = await CreateAsync(DatabaseKind.Sqlite);
        Write("a-good.json", DefinitionsContract.Lines("one", "good").ToJsonString());
        Write("b-parent.json", Flow.Definition("parent", Flow.Sequence(Flow.Activity("ChildStep", "c1"))).ToJsonString());
        var child = DefinitionsContract.Lines("child", "child", "Child Step");
        child["options"] = new JsonObject { ["usableAsActivity"] = true };
        Write("z-child.json", child.ToJsonString());
        Write("c-bad.json", Flow.Definition("bad", Flow.Sequence(Flow.Activity("No.Such", "a1"))).ToJsonString());
        Write("d-broken.json", """{ "definitionId": "x", """);
        Write("e-array.json", "[]");
        Write("f-noid.json", """{ "name": "x" }""");
        Write("g-twice.json", DefinitionsContract.Lines("other", "good").ToJsonString());
        Write("h-dup.json", """{ "definitionId": "x", "root": { "a": 1, "a": 2 } }""");
        Write("i-deep.json", "{\"definitionId\":\"x\",\"root\":" + new string('[', 500) + new string(']', 500) + "}");
        File.WriteAllBytes(Path.Combine(_folder.FullName, "j-latin1.json"), [(byte)'{', (byte)'"', 0xF1, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
        Write("k-big.json", "{\"definitionId\":\"x\",\"pad\":\"" + new string('x', 5_000_001) + "\"}");

        var first = await ImportAsync(host);

        first.Select(e => (e.File, e.Status)).Should().Equal(
            ("a-good.json", FolderImportStatus.Imported),
            ("b-parent.json", FolderImportStatus.Imported),
            ("c-bad.json", FolderImportStatus.Refused),
            ("d-broken.json", FolderImportStatus.Unreadable),
            ("e-array.json", FolderImportStatus.Unreadable),
            ("f-noid.json", FolderImportStatus.Unreadable),
            ("g-twice.json", FolderImportStatus.Unreadable),
            ("h-dup.json", FolderImportStatus.Unreadable),
            ("i-deep.json", FolderImportStatus.Unreadable),
            ("j-latin1.json", FolderImportStatus.Unreadable),
            ("k-big.json", FolderImportStatus.Unreadable),
            ("z-child.json", FolderImportStatus.Imported));
        first.Where(e => e.Status is FolderImportStatus.Refused or FolderImportStatus.Unreadable)
            .Should().OnlyContain(e => e.Problems.Count > 0 && e.Problems.All(p => p.Code.Length > 0 && p.Place.Length > 0 && p.Message.Length > 0));
        first.Single(e => e.File == "c-bad.json").Problems.Should().ContainSingle().Which.Place.Should().Contain("a1");
        (await host.Definitions.FindAsync("parent")).Should().NotBeNull("its child is published first, whatever the files are called");

        var second = await ImportAsync(host);
        second.Where(e => e.Status == FolderImportStatus.Imported).Should().BeEmpty();
        (await host.Definitions.ListAsync("AllVersions", null, new PageRequest())).TotalCount.Should().Be(4);

        Write("a-good.json", DefinitionsContract.Lines("two", "good").ToJsonString());
        (await ImportAsync(host)).First().Should().Match<FolderImportEntry>(e => e.Status == FolderImportStatus.Imported && e.Version == 2);
    }

    [Fact]
    public async Task Import_EditedInTheDesignerSince_StaysAndIsListed()
    {
        await using var host = await CreateAsync(DatabaseKind.Sqlite);
        Write("p.json", DefinitionsContract.Lines("file one").ToJsonString());
        await ImportAsync(host);
        await host.Definitions.SaveDraftAsync(DefinitionsContract.Lines("designer"), Owner);
        await host.Definitions.PublishAsync("p", Owner);

        (await ImportAsync(host)).Single().Status.Should().Be(FolderImportStatus.Unchanged, "the file says what it said before");
        Write("p.json", DefinitionsContract.Lines("file two").ToJsonString());
        var differs = (await ImportAsync(host)).Single();

        differs.Status.Should().Be(FolderImportStatus.Differs);
        differs.Problems.Should().ContainSingle().Which.Code.Should().Be("import.edited-in-designer");
        (await host.Definitions.FindAsync("p"))!.Json.Should().Contain("designer");
    }

    [Fact]
    public async Task Import_RetractedByItsOwner_StaysRetracted()
    {
        await using var host = await CreateAsync(DatabaseKind.Sqlite);
        Write("p.json", DefinitionsContract.Lines("one").ToJsonString());
        await ImportAsync(host);
        await host.Definitions.RetractAsync("p", Owner);

        await ImportAsync(host);

        (await host.Definitions.FindAsync("p")).Should().BeNull();
    }

    [Fact]
    public async Task Import_ByTwoNodesAtOnce_MakesOneVersion()
    {
        await using var host = await CreateAsync(DatabaseKind.PostgreSql);
        for (var i = 0; i < 6; i++)
        {
            Write($"{i}.json", DefinitionsContract.Lines("x", $"p{i}").ToJsonString());
        }

        var entries = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ImportAsync(host))));

        entries.SelectMany(e => e).Count(e => e.Status == FolderImportStatus.Imported).Should().Be(6);
        (await host.Definitions.ListAsync("AllVersions", null, new PageRequest())).Items.Should().HaveCount(6).And.OnlyContain(v => v.IsPublished && v.Version == 1);
    }

    [Fact]
    public async Task Import_NoSuchFolder_ImportsNothing()
    {
        await using var host = await CreateAsync(DatabaseKind.Sqlite);

        (await host.Get<IFolderImporter>().ImportAsync(Path.Combine(_folder.FullName, "none"), Owner)).Should().BeEmpty();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<IReadOnlyList<FolderImportEntry>> ImportAsync(PeopleHost host) =>
        host.Get<IFolderImporter>().ImportAsync(_folder.FullName, Actor.System(Company));

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
