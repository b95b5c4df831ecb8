using Ledger.Foundation;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Persistence;

namespace Ledger.Workflows.Instances;

/// <summary>Whether a definition may be started while others run (elsa-semantics.md §9.9); held until the start is committed.</summary>
internal static class Activation
{
    /// <summary>True when the strategy of the definition allows an instance more.</summary>
    /// <remarks>The lock keeps two starts from each seeing no other; the peer checks outside the insert's transaction.</remarks>
    public static async Task<bool> AllowsAsync(LedgerTransaction transaction, WorkflowGraph graph, long companyId, string? correlationId)
    {
        var strategy = NameOf(graph.ActivationStrategy);
        switch (strategy)
        {
            case "Singleton":
                await DatabaseLock.TakeAsync(transaction, $"singleton:{companyId}:{graph.DefinitionId}");
                return !await AnyAsync(
                    transaction,
                    "select 1 from workflow_instances where definition_id = $1 and company_id = $2 and finished_at is null limit 1",
                    graph.DefinitionId, companyId);
            case "CorrelatedSingleton":
                await DatabaseLock.TakeAsync(transaction, $"correlated:{companyId}:{graph.DefinitionId}:{correlationId}");
                return !await AnyAsync(
                    transaction,
                    """
                    select 1 from workflow_instances where definition_id = $1 and company_id = $2 and finished_at is null
                        and coalesce(correlation_id, '') = $3 limit 1
                    """,
                    graph.DefinitionId, companyId, correlationId ?? string.Empty);
            case "Correlation":
                if (correlationId is null)
                {
                    return true;
                }

                await DatabaseLock.TakeAsync(transaction, $"correlation:{companyId}:{correlationId}");
                return !await AnyAsync(
                    transaction,
                    "select 1 from workflow_instances where company_id = $1 and correlation_id = $2 and finished_at is null limit 1",
                    companyId, correlationId);
            default:
                return true;
        }
    }

    // Elsa writes the assembly-qualified class name: Elsa.Workflows.ActivationValidators.SingletonStrategy, Elsa.Workflows.Core.
    private static string? NameOf(string? strategy)
    {
        if (string.IsNullOrWhiteSpace(strategy))
        {
            return null;
        }

        var name = strategy.Split(',')[0].Trim();
        name = name[(name.LastIndexOf('.') + 1)..];
        return name.EndsWith("Strategy", StringComparison.Ordinal) ? name[..^"Strategy".Length] : name;
    }

    private static async Task<bool> AnyAsync(LedgerTransaction transaction, string sql, params object?[] args) =>
        await transaction.QueryFirstAsync(sql, _ => true, args);
}
