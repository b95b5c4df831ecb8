using System.Text.Json.Nodes;

namespace Ledger.Workflows.Execution;

/// <summary>Why an instance runs now.</summary>
public abstract record BurstStimulus
{
    private BurstStimulus()
    {
    }

    /// <summary>The first burst.</summary>
    /// <param name="TriggerActivityId">The trigger that was hit; it completes at once. Null for the definition's own start.</param>
    /// <param name="Input">What the stimulus brought for the trigger activity, or null.</param>
    public sealed record Start(string? TriggerActivityId = null, JsonNode? Input = null) : BurstStimulus;

    /// <summary>A bookmark is resumed. Unknown ones change nothing: <see cref="BurstResult.Accepted"/> is false.</summary>
    public sealed record ResumeBookmark(long BookmarkId, JsonNode? Input = null) : BurstStimulus;

    /// <summary>The next chunk of a long step.</summary>
    public sealed record ContinueLong(int ContextId) : BurstStimulus;

    /// <summary>An external call has its answer, or has failed for good when <paramref name="Failure"/> is given.</summary>
    public sealed record ExternalAnswer(int ContextId, JsonNode? Answer, Exception? Failure = null) : BurstStimulus;

    /// <summary>The step of an incident is run again, then what was queued behind it.</summary>
    public sealed record RetryIncident(int ContextId) : BurstStimulus;

    /// <summary>The step of an incident is left out, as if it had completed with <paramref name="Outcome"/>.</summary>
    public sealed record Skip(int ContextId, string Outcome) : BurstStimulus;

    /// <summary>The instance is stopped.</summary>
    public sealed record Cancel : BurstStimulus;

    /// <summary>What is queued goes on: after the burst limit, or after a host stopped.</summary>
    public sealed record Continue : BurstStimulus;

    /// <summary>The undo branches of completed compensable steps run, latest first.</summary>
    public sealed record Compensate : BurstStimulus;
}
