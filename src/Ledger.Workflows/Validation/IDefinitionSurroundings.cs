namespace Ledger.Workflows.Validation;

/// <summary>What the host knows of people and forms, for the checks of definitions. The host registers its own.</summary>
public interface IDefinitionSurroundings
{
    /// <summary>Looks up what a definition names, on what is committed.</summary>
    /// <param name="users">The people it names, by key or user name.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    Task<SurroundingFacts> ReadAsync(IReadOnlyCollection<string> users, CancellationToken cancellationToken = default);
}
