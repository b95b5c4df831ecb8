namespace Ledger.Workflows.Retention;

/// <summary>Archives instances that ended long ago (features.md W3, peers.md A9). Runs by itself once an hour; may be called at any time.</summary>
public interface IRetention
{
    /// <summary>
    /// Archives all instances that finished or were cancelled more than <see cref="WorkflowOptions.RetentionAge"/> ago, in small
    /// units of work so that others write in between. Faulted instances stay until a person has resolved them.
    /// </summary>
    /// <returns>How many were archived.</returns>
    Task<int> RunAsync(CancellationToken cancellationToken = default);
}
