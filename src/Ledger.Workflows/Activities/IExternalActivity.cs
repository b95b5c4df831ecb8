using System.Text.Json.Nodes;

namespace Ledger.Workflows.Activities;

/// <summary>
/// An activity whose effect a transaction cannot hold (an HTTP call, a file drop). The engine commits the request first,
/// then makes the call outside any transaction, at least once, with the execution id as idempotency key and a retry
/// policy, then stores the answer and goes on (architecture.md §2.2).
/// </summary>
public interface IExternalActivity
{
    /// <summary>Says what is to be called; stored before the call is made.</summary>
    ValueTask<JsonNode> PrepareAsync(ActivityContext context);

    /// <summary>Makes the call. An exception makes the engine try again later, up to its retry policy.</summary>
    /// <param name="request">What <see cref="PrepareAsync"/> returned.</param>
    /// <param name="idempotencyKey">The same for every try of this step.</param>
    /// <param name="services">The host's services; there is no transaction.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    /// <returns>The answer to be stored.</returns>
    Task<JsonNode?> CallAsync(JsonNode request, string idempotencyKey, IServiceProvider services, CancellationToken cancellationToken);

    /// <summary>Goes on with the stored answer; must complete the execution.</summary>
    ValueTask FinishAsync(ActivityContext context, JsonNode? answer);
}
