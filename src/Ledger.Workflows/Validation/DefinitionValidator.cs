using System.Text.Json.Nodes;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Validation;

/// <summary>Compiles a definition against what is stored and reports with the activities that people see.</summary>
internal sealed class DefinitionValidator(GraphSource graphs) : IDefinitionValidator
{
    public async Task<IReadOnlyList<DefinitionProblem>> ValidateAsync(JsonObject definition, CancellationToken cancellationToken = default)
    {
        try
        {
            var content = DefinitionContent.Of(definition);
            var compilation = await graphs.CompileAsync(null, content);
            var places = new ProblemPlaces(content.Json);
            return [.. compilation.Problems.Select(places.Locate)];
        }
        catch (WorkflowException e)
        {
            return [new DefinitionProblem(e.Code, "definition", e.Message, [.. e.Arguments])];
        }
    }
}
