using Ledger.Domain;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Ledger.Foundation.Texts;
using Ledger.Workflows;
using Ledger.Workflows.Activities;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Activities;

/// <summary>
/// An activity that calls one domain service in the transaction of its burst: the change of the books and the progress of
/// the process are one commit. A refusal of the domain is either an incident or, when the definition asks for it, the
/// outcome <c>Refused</c> with the reason as an output, so that the process can give the work back to a person.
/// </summary>
public abstract class LedgerActivity : Activity, IOutcomeUse
{
    /// <summary>The outcome of a step that the domain refused.</summary>
    public const string Refused = "Refused";

    private const string AsOutcome = "Outcome";

    /// <summary>The person in whose name the step acts, by user id; empty for who started or resumed the run.</summary>
    /// <remarks>Bind it to the person who decided the task before: a retry by an administrator is then still that person's decision.</remarks>
    [Input(UIHint = "dropdown", OptionsFrom = "user-keys", Group = "Advanced", Order = 100)]
    public Input<long?>? OnBehalfOf { get; set; }

    /// <summary>What a refusal of the domain does: <c>Incident</c> stops the instance, <c>Outcome</c> goes on at Refused.</summary>
    [Input(UIHint = "dropdown", Options = ["Incident", AsOutcome], Default = "Incident", Group = "Advanced", Order = 101)]
    public Input<string>? OnRefusal { get; set; }

    /// <summary>The reason of a refusal for people; null after a step that was not refused.</summary>
    [Output]
    public Output<string?>? RefusalMessage { get; set; }

    /// <summary>The stable code of a refusal; null after a step that was not refused.</summary>
    [Output]
    public Output<string?>? RefusalCode { get; set; }

    // A refusal that is to be an outcome and leads nowhere would be swallowed; otherwise it is an incident.
    OutcomeUse IOutcomeUse.UseOf(string outcome) => outcome != Refused ? OutcomeUse.Expected
        : OnRefusal?.Expression is { Type: "Literal", Value: "Incident" or "" or null } or null ? OutcomeUse.Optional
        : OutcomeUse.Required;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityContext context)
    {
        var outcome = await GuardAsync(context, session => RunAsync(context, session));
        context.Complete(outcome ?? Refused);
    }

    /// <summary>Calls the domain service and returns the outcome.</summary>
    protected abstract Task<string> RunAsync(ActivityContext context, LedgerSession session);

    /// <summary>Runs <paramref name="work"/> in the step's session; null when the domain refused and the definition wants to go on.</summary>
    private protected async Task<T?> GuardAsync<T>(ActivityContext context, Func<LedgerSession, Task<T>> work)
        where T : class
    {
        var transaction = context.Transaction;
        if (context.Get(OnRefusal) != AsOutcome)
        {
            var done = await RunAndSaveAsync(context, transaction, work);
            ReportRefusal(context, null);
            return done;
        }

        // The process goes on after a refusal, so nothing the service may have written before it may stay.
        var savepoint = await transaction.SavepointAsync();
        try
        {
            var done = await RunAndSaveAsync(context, transaction, work);
            await transaction.ReleaseAsync(savepoint);
            ReportRefusal(context, null);
            return done;
        }
        catch (DomainException refusal)
        {
            await transaction.RollbackToAsync(savepoint);
            ReportRefusal(context, refusal);
            return null;
        }
    }

    private async Task<T> RunAndSaveAsync<T>(ActivityContext context, LedgerTransaction transaction, Func<LedgerSession, Task<T>> work)
    {
        var session = LedgerSession.Join(transaction, await ActorAsync(context, transaction));
        var result = await work(session);
        await session.SaveAsync();
        return result;
    }

    private async Task<Actor> ActorAsync(ActivityContext context, LedgerTransaction transaction)
    {
        var actor = context.Actor with { InstanceId = context.Workflow.InstanceId };
        if (context.Get(OnBehalfOf) is not { } userId || userId == actor.UserId)
        {
            return actor;
        }

        var name = await LedgerSession.Join(transaction, actor).Db.Set<LedgerUser>()
            .Where(user => user.Id == userId).Select(user => user.UserName).FirstOrDefaultAsync()
            ?? throw new WorkflowException("activity.person-unknown", $"There is no user {userId} to act on behalf of.", userId);
        return actor with { UserId = userId, Name = name };
    }

    private void ReportRefusal(ActivityContext context, DomainException? refusal)
    {
        context.Set(RefusalCode, refusal?.Code);
        if (refusal is null)
        {
            context.Set(RefusalMessage, null);
            return;
        }

        var text = context.Service<MessageCatalog>().Find(refusal.Code, Languages.Default, refusal.Arguments) ?? refusal.Message;
        context.Set(RefusalMessage, text);
        context.Journal("Refused", text, new() { ["code"] = refusal.Code });
    }
}
