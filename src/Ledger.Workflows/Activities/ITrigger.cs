namespace Ledger.Workflows.Activities;

/// <summary>An activity that can start a workflow: it says which stimuli do. As the trigger of a start it completes at once.</summary>
public interface ITrigger
{
    /// <summary>The stimuli that start the workflow here; asked once, when the definition is compiled.</summary>
    IEnumerable<BookmarkRequest> GetTriggers(TriggerContext context);
}
