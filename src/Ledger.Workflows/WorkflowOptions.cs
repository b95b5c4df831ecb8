using System.ComponentModel.DataAnnotations;

namespace Ledger.Workflows;

/// <summary>How the engine works. Bound from the section <c>Ledger:Workflows</c>.</summary>
public sealed class WorkflowOptions
{
    /// <summary>The folder of definitions imported at start.</summary>
    /// <value>The default value is <c>workflows-json</c>.</value>
    public string DefinitionsFolder { get; set; } = "workflows-json";

    /// <summary>How long a worker owns a pending run before another may claim it.</summary>
    /// <remarks>Longer than the slowest chunk of a step: too short and a run is tried twice (the second is rolled back), too long delays recovery after a crash.</remarks>
    /// <value>The default value is 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a pending run is tried before it becomes an incident of its instance.</summary>
    /// <value>The default value is 4.</value>
    [Range(1, 100)]
    public int AttemptsMax { get; set; } = 4;

    /// <summary>The pause before the second attempt; it doubles with each further one.</summary>
    /// <value>The default value is 2 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the queue is looked at when nothing wakes the workers.</summary>
    /// <value>The default value is 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many pending runs are executed side by side (PostgreSQL) or claimed at once (SQLite).</summary>
    /// <value>The default value is 16.</value>
    [Range(1, 256)]
    public int Workers { get; set; } = 16;

    /// <summary>How many activities one burst may execute before it commits and goes on as a pending run.</summary>
    /// <remarks>Bounds a loop without a wait: it stays visible, can be cancelled, and does not hold the writer.</remarks>
    /// <value>The default value is 1,000.</value>
    [Range(10, 1_000_000)]
    public int BurstActivitiesMax { get; set; } = 1_000;

    /// <summary>How deep activities may be embedded in each other; a definition that goes deeper is refused.</summary>
    /// <value>The default value is 64.</value>
    [Range(4, 200)]
    public int NestingMax { get; set; } = 64;

    /// <summary>How flowcharts run that do not say so themselves (elsa-semantics.md §4.4).</summary>
    /// <value>The default value is <see cref="Graph.FlowchartMode.Counter"/>.</value>
    public Graph.FlowchartMode FlowchartMode { get; set; } = Graph.FlowchartMode.Counter;

    /// <summary>How long one script may run.</summary>
    /// <value>The default value is 2 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan ScriptTimeMax { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many statements one script may execute.</summary>
    /// <value>The default value is 1,000,000.</value>
    [Range(100, 1_000_000_000)]
    public int ScriptStatementsMax { get; set; } = 1_000_000;

    /// <summary>How deep the functions of a script may call each other.</summary>
    /// <value>The default value is 100.</value>
    [Range(10, 500)]
    public int ScriptRecursionMax { get; set; } = 100;

    /// <summary>How many bytes one script may allocate.</summary>
    /// <value>The default value is 64 MiB.</value>
    [Range(1_000_000, 4_000_000_000L)]
    public long ScriptMemoryMax { get; set; } = 64L << 20;

    /// <summary>The assemblies whose classes with an <see cref="Activities.ActivityAttribute"/> definitions may use.</summary>
    public IList<System.Reflection.Assembly> ActivityAssemblies { get; } = [typeof(WorkflowOptions).Assembly];

    /// <summary>How long finished instances stay before they are archived.</summary>
    /// <value>The default value is 90 days.</value>
    public TimeSpan RetentionAge { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How often finished instances are archived.</summary>
    /// <value>The default value is 1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan RetentionInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often the watchdog looks.</summary>
    /// <value>The default value is 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan WatchdogInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a stimulus that reached nobody is kept for a bookmark that is yet to come.</summary>
    /// <remarks>Then it is let go, and the watchdog reports it.</remarks>
    /// <value>The default value is 1 day.</value>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan KeptStimulusAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Tells whether trying again cannot cure an exception of an activity (a refusal of the domain).</summary>
    /// <remarks>Such an exception becomes an incident at once; others are tried <see cref="AttemptsMax"/> times.</remarks>
    public Func<Exception, bool> IsPermanent { get; set; } = exception => exception is WorkflowException;

    /// <summary>The stable code of an exception for incidents and problem details; null when it has none.</summary>
    public Func<Exception, string?> CodeOf { get; set; } = exception => (exception as WorkflowException)?.Code;
}
