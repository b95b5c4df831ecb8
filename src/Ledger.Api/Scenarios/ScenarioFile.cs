using System.Text.Json.Nodes;

namespace Ledger.Api.Scenarios;

/// <summary>The scenarios of a definition, as they stand in <c>x.scenarios.json</c> beside <c>x.json</c> (features.md W10).</summary>
internal sealed record ScenarioFile
{
    /// <summary>The schema, for editors; not read.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>The scenarios; their names are unique.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; init; } = [];
}

/// <summary>One course of a process: what is there, what happens, what must have come of it.</summary>
internal sealed record Scenario
{
    /// <summary>Its name; unique in the file.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What it shows.</summary>
    public string? Description { get; init; }

    /// <summary>The time at its start; without it Friday 20 November 2026, 12:00 in Santiago.</summary>
    public string? Now { get; init; }

    /// <summary>What the company has besides what every scenario's company has.</summary>
    public IReadOnlyList<ScenarioFixture> Given { get; init; } = [];

    /// <summary>Other definitions, by id, that are published beside the one under test: those that an event starts, which it does not name.</summary>
    public IReadOnlyList<string> With { get; init; } = [];

    /// <summary>How other servers answer; a call that none of these answers fails the scenario.</summary>
    public IReadOnlyList<HttpStub> Http { get; init; } = [];

    /// <summary>How the process is started; null when a schedule, an event or another process starts it.</summary>
    public ScenarioStart? Start { get; init; }

    /// <summary>What happens after that, in order.</summary>
    public IReadOnlyList<ScenarioStep> Steps { get; init; } = [];

    /// <summary>What must hold at the end.</summary>
    public ScenarioExpectation? Expect { get; init; }
}

/// <summary>A start by a person.</summary>
internal sealed record ScenarioStart
{
    /// <summary>Who starts it; ana without it.</summary>
    public string? By { get; init; }

    /// <summary>The process; the one under test without it.</summary>
    public string? Definition { get; init; }

    /// <summary>The values of its inputs.</summary>
    public JsonObject? Input { get; init; }

    /// <summary>The business key.</summary>
    public string? Correlation { get; init; }

    /// <summary>The code with which it must be refused.</summary>
    public string? Refused { get; init; }
}

/// <summary>One thing that happens: exactly one of answer, claim, advance, advanceTo, event, file, start, given, retry, skip, cancel, compensate, resumeSchedule, runSchedule, expect.</summary>
internal sealed record ScenarioStep
{
    /// <summary>The activity id or the title of a task that somebody decides.</summary>
    public string? Answer { get; init; }

    /// <summary>The activity id or the title of a task that somebody takes.</summary>
    public string? Claim { get; init; }

    /// <summary>Who does it.</summary>
    public string? By { get; init; }

    /// <summary>The answer chosen, or the outcome of a skipped step.</summary>
    public string? Outcome { get; init; }

    /// <summary>What is filled in.</summary>
    public JsonObject? Data { get; init; }

    /// <summary>The comment.</summary>
    public string? Comment { get; init; }

    /// <summary>The code with which this must be refused.</summary>
    public string? Refused { get; init; }

    /// <summary>A span by which time moves on, such as <c>2.00:00:00</c>.</summary>
    public string? Advance { get; init; }

    /// <summary>A time to which time moves on.</summary>
    public string? AdvanceTo { get; init; }

    /// <summary>The name of an event that is sent.</summary>
    public string? Event { get; init; }

    /// <summary>What the event brings.</summary>
    public JsonNode? Payload { get; init; }

    /// <summary>The business key of the instances that are meant.</summary>
    public string? Correlation { get; init; }

    /// <summary>A file put into the import folder.</summary>
    public ScenarioText? File { get; init; }

    /// <summary>Another start.</summary>
    public ScenarioStart? Start { get; init; }

    /// <summary>Things that come to the company meanwhile.</summary>
    public IReadOnlyList<ScenarioFixture>? Given { get; init; }

    /// <summary>The activity whose incident is tried again.</summary>
    public string? Retry { get; init; }

    /// <summary>The activity whose incident is left out.</summary>
    public string? Skip { get; init; }

    /// <summary>True: the instance is cancelled.</summary>
    public bool? Cancel { get; init; }

    /// <summary>True: what the instance did is undone.</summary>
    public bool? Compensate { get; init; }

    /// <summary>A schedule that is let run from now on.</summary>
    public string? ResumeSchedule { get; init; }

    /// <summary>A schedule that is run now.</summary>
    public string? RunSchedule { get; init; }

    /// <summary>What must hold here.</summary>
    public ScenarioExpectation? Expect { get; init; }

    /// <summary>The names of the actions that are given.</summary>
    public IEnumerable<string> Actions() => new (string Name, object? Value)[]
    {
        ("answer", Answer), ("claim", Claim), ("advance", Advance), ("advanceTo", AdvanceTo), ("event", Event), ("file", File), ("start", Start),
        ("given", Given), ("retry", Retry), ("skip", Skip), ("cancel", Cancel), ("compensate", Compensate), ("resumeSchedule", ResumeSchedule),
        ("runSchedule", RunSchedule), ("expect", Expect),
    }.Where(a => a.Value is not null).Select(a => a.Name);
}

/// <summary>A text file.</summary>
internal sealed record ScenarioText
{
    /// <summary>The name in the import folder.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Its lines.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];
}

/// <summary>How a server answers.</summary>
internal sealed record HttpStub
{
    /// <summary>Method and address, such as <c>POST https://bank.example/payments</c>; a <c>*</c> at the end stands for anything.</summary>
    public string When { get; init; } = string.Empty;

    /// <summary>The status; 200 without it.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The body: a text as it is, anything else as JSON.</summary>
    public JsonNode? Body { get; init; }

    /// <summary>The headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>True when nobody answers there.</summary>
    public bool Fails { get; init; }

    /// <summary>How often it answers; without it always.</summary>
    public int? Times { get; init; }
}

/// <summary>What must hold. What is left out may be anything, but incidents: without a word about them there must be none at the end.</summary>
internal sealed record ScenarioExpectation
{
    /// <summary>The definition whose latest instance is meant; the one under test without it.</summary>
    public string? Of { get; init; }

    /// <summary>The status or sub status: Running, Suspended, Finished, Cancelled, Faulted.</summary>
    public string? Status { get; init; }

    /// <summary>The ids of the steps that ran, in order: a list for all of them, or <c>{ "contains": […], "not": […] }</c>.</summary>
    public JsonNode? Path { get; init; }

    /// <summary>The open tasks; an empty list for none.</summary>
    public JsonArray? Tasks { get; init; }

    /// <summary>Outputs of the instance.</summary>
    public JsonObject? Output { get; init; }

    /// <summary>Variables of the instance.</summary>
    public JsonObject? Variables { get; init; }

    /// <summary>The codes of its open incidents.</summary>
    public IReadOnlyList<string>? Incidents { get; init; }

    /// <summary>All instances: definition and status each.</summary>
    public JsonArray? Instances { get; init; }

    /// <summary>The mails that were sent, in order.</summary>
    public JsonArray? Mails { get; init; }

    /// <summary>The calls that other servers got, in order.</summary>
    public JsonArray? Calls { get; init; }

    /// <summary>The state of the books by the names of the probes: massPayments, documents, suppliers, paymentOrders, journal, imports, ….</summary>
    public JsonObject? Books { get; init; }
}
