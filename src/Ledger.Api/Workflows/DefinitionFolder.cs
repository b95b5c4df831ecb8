using Ledger.Foundation;
using Ledger.Workflows;
using Ledger.Workflows.Definitions;
using Microsoft.Extensions.Options;

namespace Ledger.Api.Workflows;

/// <summary>Imports the folder of definitions when the host starts (features.md W1); what is refused is logged and listed, and stops nothing.</summary>
internal sealed class DefinitionFolder(
    IFolderImporter importer, ShippedSchedules schedules, LedgerDatabase database, IOptions<WorkflowOptions> options, ILogger<DefinitionFolder> log)
    : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in await ImportAsync(cancellationToken))
        {
            foreach (var problem in entry.Problems)
            {
                log.LogWarning("{File} is refused at {Place}: {Code} {Message}", entry.File, problem.Place, problem.Code, problem.Message);
            }
        }

        await schedules.AddMissingAsync(cancellationToken);
    }

    /// <summary>Imports the folder now. Time triggers run in the books of the first company.</summary>
    public async Task<IReadOnlyList<FolderImportEntry>> ImportAsync(CancellationToken cancellationToken)
    {
        var companies = await database.QueryAsync("select id from companies order by id limit 1", row => row.GetInt64(0));
        return await importer.ImportAsync(options.Value.DefinitionsFolder, Actor.System(companies.FirstOrDefault(), "definitions"), cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
