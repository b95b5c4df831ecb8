using Ledger.Workflows.Activities;

namespace Ledger.Workflows.Moves;

/// <summary>What a person should know when the steps around an open one have changed their order. A sequence keeps no position: it goes on after the open step.</summary>
internal static class SequenceMove
{
    public static void Check(Sequence before, Sequence after, IReadOnlyList<string> open, IReadOnlySet<string> hasRun, MoveFindings findings)
    {
        var at = after.Activities.ToList().FindIndex(a => open.Contains(a.NodeId));
        if (at < 0)
        {
            return;
        }

        var current = before.Activities.ToList().FindIndex(a => a.NodeId == after.Activities[at].NodeId);
        for (var i = 0; i < after.Activities.Count; i++)
        {
            var step = after.Activities[i];
            var place = before.Activities.ToList().FindIndex(a => a.NodeId == step.NodeId);
            var name = MoveFindings.NameOf(step);
            if (i < at && (place < 0 || place > current))
            {
                findings.Warn("move.step-passed", step, $"'{name}' lies on a way already passed and will not run.", name);
            }
            else if (i > at && place >= 0 && place < current && hasRun.Contains(step.NodeId))
            {
                findings.Warn("move.step-repeated", step, $"'{name}' has run already and will run again.", name);
            }
        }
    }

    public static void CheckBranches(IReadOnlyList<Activity> before, IReadOnlyList<Activity> after, MoveFindings findings)
    {
        foreach (var branch in after.Where(a => !before.Any(b => b.NodeId == a.NodeId)))
        {
            var name = MoveFindings.NameOf(branch);
            findings.Warn("move.step-passed", branch, $"'{name}' lies on a way already passed and will not run.", name);
        }
    }
}
