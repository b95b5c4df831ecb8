using System.Text.Json.Nodes;
using Ledger.Workflows.Definitions;

namespace Ledger.Workflows.Validation;

/// <summary>
/// Says what is wrong with a definition before it runs (features.md W1): one list of errors, which keep it from being
/// published, and warnings, which do not. The designer's save and publish, the API, the command line and the import of the
/// folder all ask here.
/// </summary>
public interface IDefinitionValidator
{
    /// <summary>Checks a definition as it stands; nothing is stored.</summary>
    /// <param name="definition">The definition in any shape Elsa exports or imports; read, never changed.</param>
    /// <param name="cancellationToken">Cancels the look-ups.</param>
    /// <returns>All problems, errors and warnings, in the order of the definition; empty when there is nothing to say. What is no definition at all is a problem too, never an exception.</returns>
    Task<IReadOnlyList<DefinitionProblem>> ValidateAsync(JsonObject definition, CancellationToken cancellationToken = default);

    /// <summary>Checks one of several definitions that will be stored together, such as the files of a folder: they may name each other.</summary>
    /// <param name="definition">The definition to check.</param>
    /// <param name="together">All of them; the one that is checked may be among them.</param>
    /// <param name="cancellationToken">Cancels the look-ups.</param>
    Task<IReadOnlyList<DefinitionProblem>> ValidateAsync(
        JsonObject definition, IReadOnlyCollection<JsonObject> together, CancellationToken cancellationToken = default);
}
