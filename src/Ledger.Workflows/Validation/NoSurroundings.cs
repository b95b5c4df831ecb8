namespace Ledger.Workflows.Validation;

/// <summary>Knows nothing: for hosts without people.</summary>
internal sealed class NoSurroundings : IDefinitionSurroundings
{
    public Task<SurroundingFacts> ReadAsync(IReadOnlyCollection<string> users, CancellationToken cancellationToken = default) =>
        Task.FromResult(SurroundingFacts.None);
}
