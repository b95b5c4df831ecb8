using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Graph;

/// <summary>Compiles a definition's JSON into a graph, collecting every problem instead of stopping at the first (features.md W1).</summary>
public sealed class GraphCompiler(IOptions<WorkflowOptions> options, TimeProvider clock)
{
    /// <summary>Compiles one definition.</summary>
    /// <param name="definition">The definition in any shape Elsa 3 exports or imports; it is read, never changed.</param>
    /// <param name="registry">The activity types.</param>
    /// <param name="definitions">Where workflows used as activities are found.</param>
    public GraphCompilation Compile(JsonObject definition, ActivityRegistry registry, IDefinitionLookup definitions)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var compilation = new CompilationRun(registry, definitions, options.Value, clock);
        return compilation.Compile((JsonObject)definition.DeepClone());
    }
}
