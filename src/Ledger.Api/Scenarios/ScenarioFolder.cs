using Ledger.Foundation;
using Ledger.Workflows;
using Ledger.Workflows.Definitions;
using Microsoft.Extensions.Options;

namespace Ledger.Api.Scenarios;

/// <summary>Takes up the scenario files beside the definitions when the host starts; one that cannot be read is logged and stops nothing.</summary>
internal sealed class ScenarioFolder(ScenarioStore store, IFolderImporter importer, IOptions<WorkflowOptions> options, ILogger<ScenarioFolder> log) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in importer.Last.Where(e => e.DefinitionId is not null))
        {
            var file = DefinitionFiles.ScenariosOf(Path.Combine(options.Value.DefinitionsFolder, entry.File));
            try
            {
                if (File.Exists(file))
                {
                    await TakeAsync(entry.DefinitionId!, file, cancellationToken);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                log.LogWarning(e, "The scenarios {File} cannot be read.", file);
            }
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task TakeAsync(string definitionId, string file, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(file, cancellationToken);
        var (_, problems) = ScenarioReader.Read(text);
        foreach (var problem in problems)
        {
            log.LogWarning("The scenarios {File} are refused at {Place} (line {Line}): {Code}", file, problem.Place, problem.Line, problem.Code);
        }

        if (problems.Count == 0)
        {
            await store.SaveAsync(definitionId, text, ScenarioDocument.FromFile, Actor.System(0, "definitions"), cancellationToken);
        }
    }
}
