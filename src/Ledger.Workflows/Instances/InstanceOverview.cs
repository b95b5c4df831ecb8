namespace Ledger.Workflows.Instances;

/// <summary>What a person who looks after an instance needs beside the drawn process (features.md W8, W12).</summary>
/// <param name="Summary">The instance.</param>
/// <param name="DefinitionName">The name of its process.</param>
/// <param name="Incidents">Open incidents with the ways they may be left out by.</param>
/// <param name="Tasks">Open tasks of people.</param>
/// <param name="Progress">Long steps under way.</param>
/// <param name="Children">The newest of the instances it started.</param>
/// <param name="ChildCount">How many it started.</param>
/// <param name="PublishedVersion">The number of the version new instances start with; null when none is published.</param>
/// <param name="Moves">Its moves between versions.</param>
public sealed record InstanceOverview(
    InstanceSummary Summary,
    string DefinitionName,
    IReadOnlyList<OpenIncident> Incidents,
    IReadOnlyList<OpenTask> Tasks,
    IReadOnlyList<NamedProgress> Progress,
    IReadOnlyList<InstanceSummary> Children,
    int ChildCount,
    int? PublishedVersion,
    IReadOnlyList<InstanceMove> Moves);

/// <summary>An incident nobody has decided on.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="ActivityName">The step as people know it.</param>
/// <param name="Outcomes">By which ways the step may be left out; empty when the incident is of the instance as a whole.</param>
public sealed record OpenIncident(IncidentInfo Incident, string ActivityName, IReadOnlyList<string> Outcomes);

/// <summary>A task that somebody has to do.</summary>
/// <param name="Id">The task.</param>
/// <param name="ActivityId">The step that asked for it.</param>
/// <param name="Title">What is to be done.</param>
/// <param name="CandidateRoles">The roles that may.</param>
/// <param name="CandidateUserCount">How many people may who are named themselves.</param>
/// <param name="AssigneeName">Who has it; null while it is open.</param>
/// <param name="CreatedAt">Since when it waits.</param>
/// <param name="DueAt">When it is due, or null.</param>
public sealed record OpenTask(
    long Id, string ActivityId, string Title, IReadOnlyList<string> CandidateRoles, int CandidateUserCount, string? AssigneeName,
    DateTimeOffset CreatedAt, DateTimeOffset? DueAt);

/// <summary>How far a long step is, with the step as people know it.</summary>
public sealed record NamedProgress(string ActivityName, StepProgress Step);
