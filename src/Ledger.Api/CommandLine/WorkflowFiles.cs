using Ledger.Api.Http;
using Ledger.Workflows;
using Ledger.Workflows.Definitions;
using Microsoft.Extensions.Options;

namespace Ledger.Api.CommandLine;

/// <summary>The definition files a command works on.</summary>
internal static class WorkflowFiles
{
    /// <summary>The named files, or those of the definitions folder; scenario files beside them are none.</summary>
    /// <exception cref="RequestRefusedException"><c>file.not-found</c>.</exception>
    public static IReadOnlyList<string> Find(CommandSession session, IReadOnlyList<string> named)
    {
        if (named.Count == 0)
        {
            var folder = session.Get<IOptions<WorkflowOptions>>().Value.DefinitionsFolder;
            return Directory.Exists(folder) ? [.. DefinitionFiles.In(folder)] : [];
        }

        return named.FirstOrDefault(file => !File.Exists(file)) is { } missing
            ? throw new RequestRefusedException(404, "file.not-found", $"There is no file {missing}.", missing)
            : [.. named.Where(DefinitionFiles.IsDefinition)];
    }
}
