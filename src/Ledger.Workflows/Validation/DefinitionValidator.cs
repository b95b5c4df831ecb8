using System.Text.Json.Nodes;
using Ledger.Workflows.Definitions;

namespace Ledger.Workflows.Validation;

/// <inheritdoc cref="IDefinitionValidator"/>
internal sealed class DefinitionValidator(DefinitionExaminer examiner) : IDefinitionValidator
{
    public Task<IReadOnlyList<DefinitionProblem>> ValidateAsync(JsonObject definition, CancellationToken cancellationToken = default) =>
        ValidateAsync(definition, [], cancellationToken);

    public async Task<IReadOnlyList<DefinitionProblem>> ValidateAsync(
        JsonObject definition, IReadOnlyCollection<JsonObject> together, CancellationToken cancellationToken = default)
    {
        try
        {
            return (await examiner.ExamineAsync(DefinitionContent.Of(definition).Whole(), null, together, cancellationToken)).Problems;
        }
        catch (WorkflowException e)
        {
            return [new DefinitionProblem(e.Code, "definition", e.Message, [.. e.Arguments])];
        }
    }
}
