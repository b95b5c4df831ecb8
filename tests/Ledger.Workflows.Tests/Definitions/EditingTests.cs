using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Tests.Runtime;
using static Ledger.Workflows.Tests.PeopleHost;

namespace Ledger.Workflows.Tests.Definitions;

/// <summary>Two people editing one definition: nothing is overwritten silently (features.md W2).</summary>
[Trait("row", "W2")]
public abstract class EditingContract(DatabaseKind kind)
{
    private static readonly EditorSession Ana = new("1:a", "Ana");
    private static readonly EditorSession AnaElsewhere = new("1:b", "Ana");
    private static readonly EditorSession Benito = new("2:c", "Benito");

    [Fact]
    public async Task Save_AfterAnotherSaved_IsRefusedWithWhoAndWhenAndChangesNothing()
    {
        await using var host = await CreateAsync(kind);
        var editing = host.Get<IDefinitionEditing>();
        await host.Definitions.SaveDraftAsync(Lines("start"), Owner);
        await editing.OpenAsync("p", Ana);
        await editing.OpenAsync("p", Benito);
        host.Clock.Move(TimeSpan.FromMinutes(3));

        await editing.SaveDraftAsync(Lines("ana 1"), Owner, Ana);
        await editing.SaveDraftAsync(Lines("ana 2"), Owner, Ana); // her own auto-saves pass
        var refused = await Refused(() => editing.SaveDraftAsync(Lines("benito"), Owner, Benito));
        var refusedPublish = await Refused(() => editing.PublishAsync("p", Owner, Benito));
        var elsewhere = await Refused(() => editing.SaveDraftAsync(Lines("ana elsewhere"), Owner, AnaElsewhere));

        refused.Code.Should().Be("definition.changed-by-another");
        refused.Arguments[1].Should().Be("Ana");
        ((DateTimeOffset)refused.Arguments[2]!).Should().Be(host.Clock.GetUtcNow());
        refusedPublish.Code.Should().Be("definition.changed-by-another");
        elsewhere.Code.Should().Be("definition.changed-in-another-window");
        (await host.Definitions.FindAsync("p", "Latest"))!.Json.Should().Contain("ana 2");

        (await editing.OpenAsync("p", Benito))!.Json.Should().Contain("ana 2");
        await editing.SaveDraftAsync(Lines("benito"), Owner, Benito);
        (await Refused(() => editing.SaveDraftAsync(Lines("ana 3"), Owner, Ana))).Arguments[1].Should().Be("Benito");
    }

    [Fact]
    public async Task Save_OfWhatIsThereAlready_IsNoConflict()
    {
        await using var host = await CreateAsync(kind);
        var editing = host.Get<IDefinitionEditing>();
        await host.Definitions.SaveDraftAsync(Lines("start"), Owner);
        await editing.OpenAsync("p", Ana);
        await editing.OpenAsync("p", Benito);
        var same = Lines("same");
        await editing.SaveDraftAsync(same, Owner, Ana);

        await editing.SaveDraftAsync(same, Owner, Benito);
        await editing.SaveDraftAsync(Lines("more"), Owner, Benito);

        (await host.Definitions.FindAsync("p", "Latest"))!.Json.Should().Contain("more");
    }

    [Theory]
    [InlineData("saved")]
    [InlineData("imported")]
    [InlineData("published")]
    [InlineData("retracted")]
    [InlineData("reverted")]
    [InlineData("deleted")]
    public async Task Save_AfterAnyOtherChange_IsRefused(string change)
    {
        await using var host = await CreateAsync(kind);
        var editing = host.Get<IDefinitionEditing>();
        await host.ImportAsync(Lines("start"), publish: change == "retracted");
        await editing.OpenAsync("p", Ana);
        switch (change)
        {
            case "saved": await host.Definitions.SaveDraftAsync(Lines("by the command line"), Owner); break;
            case "imported": await host.ImportAsync(Lines("by a file"), publish: false); break;
            case "published": await host.Definitions.PublishAsync("p", Owner); break;
            case "retracted": await host.Definitions.RetractAsync("p", Owner); break;
            case "reverted": await host.Definitions.RevertAsync("p", 1, Owner); break;
            default: await host.Definitions.DeleteAsync("p", Owner); break;
        }

        var refused = await Refused(() => editing.SaveDraftAsync(Lines("ana"), Owner, Ana));

        refused.Code.Should().Be(change == "deleted" ? "definition.deleted-by-another" : "definition.changed-by-another");
        (await editing.RevisionAsync("p")).Change.Should().Be(change);
        ((await host.Definitions.FindAsync("p", "Latest"))?.Json ?? string.Empty).Should().NotContain("ana");
    }

    [Fact]
    public async Task Save_WithoutHavingOpened_IsRefusedUnlessItIsNew()
    {
        await using var host = await CreateAsync(kind);
        var editing = host.Get<IDefinitionEditing>();

        await editing.SaveDraftAsync(Lines("new"), Owner, Ana);
        var refused = await Refused(() => editing.SaveDraftAsync(Lines("never seen"), Owner, Benito));

        refused.Code.Should().Be("definition.changed-by-another");
    }

    [Fact]
    public async Task Save_ByManyAtTheSameInstant_ExactlyOneWins()
    {
        await using var host = await CreateAsync(kind);
        var editing = host.Get<IDefinitionEditing>();
        await host.Definitions.SaveDraftAsync(Lines("start"), Owner);
        var sessions = Enumerable.Range(0, 8).Select(i => new EditorSession($"{i}:w", $"Person {i}")).ToList();
        for (var round = 0; round < 5; round++)
        {
            foreach (var session in sessions)
            {
                await editing.OpenAsync("p", session);
            }

            var results = await Task.WhenAll(sessions.Select(s => Task.Run(async () =>
            {
                try
                {
                    await editing.SaveDraftAsync(Lines($"{round} {s.Id}"), Owner, s);
                    return s.Id;
                }
                catch (WorkflowException e)
                {
                    e.Code.Should().Be("definition.changed-by-another");
                    return null;
                }
            })));

            results.Where(r => r is not null).Should().ContainSingle();
            (await host.Definitions.FindAsync("p", "Latest"))!.Json.Should().Contain($"{round} {results.Single(r => r is not null)}");
        }
    }

    [Fact]
    public async Task Editors_AreToldAndForgotten()
    {
        await using var host = await CreateAsync(kind);
        var editing = host.Get<IDefinitionEditing>();
        await host.Definitions.SaveDraftAsync(Lines("start"), Owner);
        await editing.OpenAsync("p", Ana);
        host.Clock.Move(TimeSpan.FromMinutes(1));
        await editing.OpenAsync("p", Benito);
        await editing.SaveDraftAsync(Lines("benito"), Owner, Benito);

        var open = await editing.EditorsAsync("p", host.Clock.GetUtcNow() - TimeSpan.FromMinutes(10));
        host.Clock.Move(TimeSpan.FromMinutes(9.5));
        await editing.NoteAliveAsync("p", Benito);
        var later = await editing.EditorsAsync("p", host.Clock.GetUtcNow() - TimeSpan.FromMinutes(10));
        var forgotten = await editing.ForgetEditorsAsync(host.Clock.GetUtcNow());

        open.Select(e => (e.UserName, e.IsCurrent, e.SavedAt is null)).Should().Equal(("Benito", true, false), ("Ana", false, true));
        later.Select(e => e.UserName).Should().Equal("Benito");
        forgotten.Should().Be(1);
    }

    private static async Task<WorkflowException> Refused(Func<Task> action) => (await action.Should().ThrowAsync<WorkflowException>()).Which;

    private static JsonObject Lines(string text) => Flow.Definition("p", Flow.Sequence(Flow.Line(text)));
}

public sealed class SqliteEditingTests() : EditingContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlEditingTests() : EditingContract(DatabaseKind.PostgreSql);
