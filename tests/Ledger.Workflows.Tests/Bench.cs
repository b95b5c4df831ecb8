using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Instances;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Tests;

/// <summary>
/// Runs definitions in memory, burst by burst. The state is written and read again before every burst, so that whatever
/// does not survive storage fails a test.
/// </summary>
internal sealed class Bench
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly GraphCompiler _compiler;
    private readonly BurstRunner _runner;
    private readonly List<NewBookmark> _bookmarks = [];

    public Bench(Action<WorkflowOptions>? configure = null)
    {
        Settings.ActivityAssemblies.Add(typeof(Bench).Assembly);
        configure?.Invoke(Settings);
        var options = Options.Create(Settings);
        Registry = new ActivityRegistry(Settings.ActivityAssemblies);
        _compiler = new GraphCompiler(options, TimeProvider.System);
        _runner = new BurstRunner(new TimeOrderedIds(1, TimeProvider.System), options);
    }

    public WorkflowOptions Settings { get; } = new();

    public ActivityRegistry Registry { get; }

    /// <summary>The reasons of all incidents, for messages of failing assertions.</summary>
    public string Why => string.Join("; ", Incidents.Select(i => i.Exception.ToString().Replace('{', '(').Replace('}', ')')));

    public List<string> Lines { get; } = [];

    public List<JournalLine> Journal { get; } = [];

    public List<Incident> Incidents { get; } = [];

    public IReadOnlyList<NewBookmark> Bookmarks => _bookmarks;

    public InstanceState State { get; private set; } = new(7);

    public BurstResult Last { get; private set; } = new();

    public WorkflowGraph Graph { get; private set; } = null!;

    public DateTimeOffset Now { get; set; } = Noon;

    public LedgerTransaction? Transaction { get; set; }

    public Func<IServiceProvider>? Services { get; set; }

    public bool RecordFaults { get; set; }

    public GraphCompilation Compile(JsonObject definition, params JsonObject[] others) =>
        _compiler.Compile(definition, Registry, new DefinitionSet(others));

    public Bench Load(JsonObject definition, params JsonObject[] others)
    {
        Graph = Compile(definition, others).Require("test");
        return this;
    }

    public Task<BurstResult> StartAsync(JsonObject? input = null, Action<InstanceState>? prepare = null, string? trigger = null, JsonNode? triggerInput = null)
    {
        State = new InstanceState(7) { Input = input ?? [] };
        prepare?.Invoke(State);
        return RunAsync(new BurstStimulus.Start(trigger, triggerInput));
    }

    public Task<BurstResult> ResumeAsync(NewBookmark bookmark, JsonNode? input = null) =>
        RunAsync(new BurstStimulus.ResumeBookmark(bookmark.Id, input));

    public async Task<BurstResult> RunAsync(BurstStimulus stimulus)
    {
        State = InstanceState.Read(State.ToUtf8(), Graph);
        Last = await _runner.RunAsync(new BurstRequest
        {
            Graph = Graph,
            State = State,
            Stimulus = stimulus,
            Actor = new Actor(1, 5, "ana", State.InstanceId),
            Now = Now,
            Transaction = Transaction,
            Services = Services,
            RecordFaults = RecordFaults,
        });
        Lines.AddRange(Last.Lines);
        Journal.AddRange(Last.Journal);
        Incidents.AddRange(Last.Incidents);
        _bookmarks.RemoveAll(b => Last.RemovedBookmarks.Contains(b.Id));
        _bookmarks.AddRange(Last.NewBookmarks);
        State.BookmarkIds.Should().BeEquivalentTo(_bookmarks.Select(b => b.Id), "the rows and the state must agree");
        return Last;
    }

    /// <summary>Goes on until nothing moves by itself and no bookmark is open.</summary>
    public async Task<BurstResult> RunToEndAsync(JsonObject? input = null, Action<InstanceState>? prepare = null)
    {
        await StartAsync(input, prepare);
        return await GoOnAsync();
    }

    public async Task<BurstResult> GoOnAsync()
    {
        for (var i = 0; i < 10_000; i++)
        {
            if (Last.Continuations.Count > 0)
            {
                await RunAsync(Last.Continuations[0].ContextId is { } id ? new BurstStimulus.ContinueLong(id) : new BurstStimulus.Continue());
            }
            else if (_bookmarks.Count > 0 && Last.SubStatus == WorkflowSubStatus.Suspended)
            {
                await ResumeAsync(_bookmarks[0]);
            }
            else
            {
                return Last;
            }
        }

        throw new InvalidOperationException("The run does not come to an end.");
    }

    /// <summary>A definition around a root activity, written as JSON.</summary>
    public static JsonObject Definition(string root, string rest = "") =>
        Parse($$"""{"id":"v1","definitionId":"d1","name":"Test","version":1{{(rest.Length > 0 ? "," + rest : "")}},"root":{{root}}}""");

    public static JsonObject Parse(string json) =>
        JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!.AsObject();

    /// <summary>An activity that prints a line.</summary>
    public static string Line(string id, string? text = null) =>
        $$$"""{"id":"{{{id}}}","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Literal","value":"{{{text ?? id}}}"} } }""";

    /// <summary>A script as an input.</summary>
    public static string Js(string script) =>
        new JsonObject { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = script } }.ToJsonString();

    /// <summary>A flowchart; edges are written <c>a&gt;b</c> or <c>a.Port&gt;b</c>.</summary>
    public static string Chart(IEnumerable<string> activities, string edges, string rest = "")
    {
        var connections = edges.Split([' ', '\n', ','], StringSplitOptions.RemoveEmptyEntries).Select(edge =>
        {
            var ends = edge.Split('>');
            var source = ends[0].Split('.');
            return $$$"""{"source":{"activity":"{{{source[0]}}}","port":"{{{(source.Length > 1 ? source[1] : "Done")}}}"},"target":{"activity":"{{{ends[1]}}}","port":"In"} }""";
        });
        return $$"""{"id":"chart","type":"Elsa.Flowchart"{{(rest.Length > 0 ? "," + rest : "")}},"activities":[{{string.Join(",", activities)}}],"connections":[{{string.Join(",", connections)}}]}""";
    }
}
