using System.Text;
using Ledger.Domain.Folios;
using Ledger.Workflows.Instances;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Activities.Tests.Folios;

/// <summary>The watched folder of folio files (F1): what becomes of each file, also when somebody still writes it, dies, or means harm.</summary>
[Trait("row", "F1")]
public sealed class FolioInboxTests
{
    private const string Import = "folios-import";

    [Fact]
    public async Task Import_GoodAndBadFiles_StoresOnesAndPutsTheOthersAsideWithTheirReason()
    {
        await using var host = await FolioHost.CreateAsync();
        await host.PutAsync("bueno.xml", FolioHost.Caf());
        await host.PutAsync("ajeno.XML", FolioHost.Caf(52, rut: "12345678-5"));
        await host.PutAsync("nota.txt", "no es un archivo de folios"u8.ToArray());
        await host.PutAsync("bomba.xml", Encoding.UTF8.GetBytes("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"));

        var run = await host.RunAsync(Import);

        run.Summary.Status.Should().Be(WorkflowStatus.Running, "somebody looks at what was refused");
        Directory.GetFiles(host.Inbox).Select(Path.GetFileName).Should().Equal("nota.txt");
        Directory.GetFiles(Path.Combine(host.Inbox, "refused")).Select(Path.GetFileName).Should().BeEquivalentTo("ajeno.XML", "ajeno.XML.txt", "bomba.xml", "bomba.xml.txt");
        (await File.ReadAllTextAsync(Path.Combine(host.Inbox, "refused", "ajeno.XML.txt"))).Should().Contain("12345678-5").And.NotContain("KEY");
        Directory.Exists(Path.Combine(host.Inbox, "accepted")).Should().BeFalse("a private key has no business on the disk once it is sealed");
        (await host.Site.BalanceAsync()).Should().ContainSingle().Which.Free.Should().Be(50);
        var task = (await host.TasksAsync()).Should().ContainSingle().Which;
        task.Title.Should().Contain("2 archivo");
        task.Data!.ToJsonString().Should().Contain("ajeno.XML").And.NotContain("PRIVATE KEY");
    }

    // The process died after the folios were stored and before the file was taken away.
    [Fact]
    public async Task Import_FileThatWasStoredBefore_LeavesTheFolderAndBothersNobody()
    {
        await using var host = await FolioHost.CreateAsync();
        await host.PutAsync("a.xml", FolioHost.Caf());
        await host.RunAsync(Import);
        await host.PutAsync("a.xml", FolioHost.Caf());

        var run = await host.RunAsync(Import);

        run.Summary.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        Directory.GetFileSystemEntries(host.Inbox).Should().BeEmpty();
        (await host.TasksAsync()).Should().BeEmpty();
        (await host.Site.BalanceAsync()).Should().ContainSingle().Which.Imported.Should().Be(50);
    }

    [Fact]
    public async Task Import_TwoRunsAtOnce_StoreEachFileOnce()
    {
        await using var host = await FolioHost.CreateAsync();
        for (var i = 0; i < 20; i++)
        {
            await host.PutAsync($"{i:00}.xml", FolioHost.Caf(first: 1 + (i * 10), last: 10 + (i * 10)));
        }

        var runtime = host.Get<IWorkflowRuntime>();
        var runs = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            runs.Add((await runtime.StartAsync(new StartWorkflow(Import, host.Site.Books.Actor) { Queued = true })).InstanceId);
        }

        await Task.WhenAll(host.DrainAsync(), host.DrainAsync(), host.DrainAsync());
        await host.DrainAsync();

        foreach (var run in runs)
        {
            (await host.InstanceAsync(run)).Summary.SubStatus.Should().Be(WorkflowSubStatus.Finished, "a file that another run took is no error");
        }

        (await host.Site.BalanceAsync()).Should().HaveCount(20).And.OnlyContain(b => b.Free == 10);
        Directory.GetFileSystemEntries(host.Inbox).Should().BeEmpty();
        (await host.TasksAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Import_FileThatIsStillWritten_WaitsForTheNextTime()
    {
        await using var host = await FolioHost.CreateAsync(inbox: options => options.SettlesAfter = TimeSpan.FromHours(1));
        await host.PutAsync("a.xml", FolioHost.Caf()[..200]);

        (await host.RunAsync(Import)).Summary.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        File.Exists(Path.Combine(host.Inbox, "a.xml")).Should().BeTrue();

        await host.PutAsync("a.xml", FolioHost.Caf());
        File.SetLastWriteTimeUtc(Path.Combine(host.Inbox, "a.xml"), DateTime.UtcNow.AddHours(-2));
        await host.RunAsync(Import);
        (await host.Site.BalanceAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Import_LinkOutOfTheFolder_IsNotFollowed()
    {
        await using var host = await FolioHost.CreateAsync();
        var outside = Path.Combine(host.Inbox, "..", "fuera.xml");
        await File.WriteAllBytesAsync(outside, FolioHost.Caf());
        File.CreateSymbolicLink(Path.Combine(host.Inbox, "enlace.xml"), outside);

        var run = await host.RunAsync(Import);

        run.Summary.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        File.Exists(outside).Should().BeTrue();
        (await host.Site.BalanceAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Import_KeepingAcceptedFiles_MovesThemUnderNamesOfTheirOwn()
    {
        await using var host = await FolioHost.CreateAsync(inbox: options => options.KeepsAcceptedFiles = true);
        await host.PutAsync("a.xml", FolioHost.Caf());
        await host.RunAsync(Import);
        await host.PutAsync("a.xml", FolioHost.Caf(first: 51, last: 60));
        await host.RunAsync(Import);

        Directory.GetFiles(Path.Combine(host.Inbox, "accepted")).Select(Path.GetFileName).Should().BeEquivalentTo("a.xml", "a (2).xml");
    }

    [Fact]
    public async Task Import_FolderThatIsAFile_IsAnIncidentThatNamesIt()
    {
        await using var host = await FolioHost.CreateAsync();
        var place = host.Inbox;
        Directory.Delete(place);
        await File.WriteAllTextAsync(place, "estorbo");

        var run = await host.RunAsync(Import);
        for (var i = 0; i < 20 && (await host.InstanceAsync(run.Summary.Id)).Incidents.Count == 0; i++)
        {
            host.Site.Pass(1); // its retries
            await host.DrainAsync();
        }

        var incident = (await host.InstanceAsync(run.Summary.Id)).Incidents.Should().ContainSingle().Which;
        incident.Code.Should().Be("activity.folio-inbox");
        incident.Message.Should().Contain(place);
        File.Delete(place);
    }

    [Fact]
    public async Task Import_RequestThatWaits_IsAssignedAtOnce()
    {
        await using var host = await FolioHost.CreateAsync();
        await host.Site.RequestAsync(2);
        await host.DrainAsync();
        await host.PutAsync("a.xml", FolioHost.Caf());

        await host.RunAsync(Import);

        (await host.Site.Books.ReadAsync(db => db.Set<FolioRequest>().SingleAsync())).State.Should().Be(FolioRequestState.Met);
    }
}
