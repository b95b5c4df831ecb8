namespace Ledger.Api.Pages.Tasks;

/// <summary>How an outcome is asked for: its colour, whether the person is asked again, whether a comment must say why.</summary>
/// <param name="Look">Radzen's name of the button's colours.</param>
/// <param name="IsConfirmed">True when it moves money or cannot be taken back.</param>
/// <param name="NeedsComment">True when somebody else has to know why.</param>
internal sealed record OutcomeKind(string Look, bool IsConfirmed, bool NeedsComment)
{
    private static readonly HashSet<string> Refusing = ["SendBack", "Reject", "Rejected", "Refuse", "Refused", "Decline"];
    private static readonly HashSet<string> Destroying = ["Delete", "Annul", "Cancel", "Stop", "Withdraw", "Discard"];
    private static readonly HashSet<string> Weighty = ["Authorize", "Authorise", "Approve", "Approved", "Generate", "Pay", "Sign", "Post"];

    /// <summary>The kind of an outcome; the first of a task is the one it asks for.</summary>
    public static OutcomeKind Of(string outcome, bool isFirst) =>
        Destroying.Contains(outcome) ? new("rz-danger", IsConfirmed: true, NeedsComment: false)
        : Refusing.Contains(outcome) ? new("rz-base", IsConfirmed: true, NeedsComment: true)
        : new(isFirst ? "rz-primary" : "rz-base", Weighty.Contains(outcome), NeedsComment: false);
}
