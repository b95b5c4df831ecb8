using System.Reflection;
using Ledger.Domain;
using Ledger.Foundation.Texts;
using Ledger.Workflows;

namespace Ledger.Api.Hosting;

/// <summary>Registers domain, engine and activities in the host.</summary>
internal static class HostModules
{
    /// <summary>The assemblies whose <c>…Texts</c> resources people read.</summary>
    public static readonly IReadOnlyList<Assembly> Assemblies =
        [typeof(HostTexts).Assembly, typeof(LedgerDb).Assembly, typeof(WorkflowException).Assembly, Assembly.Load("Ledger.Activities")];

    /// <summary>Adds the modules. Their workers run once the host is started, which a command that only queues does not do.</summary>
    public static void Add(WebApplicationBuilder builder, HostSettings settings, MessageCatalog texts)
    {
        _ = settings;
        foreach (var marker in Assemblies.SelectMany(a => a.GetExportedTypes()).Where(t => t.Name.EndsWith("Texts", StringComparison.Ordinal)))
        {
            texts.Add(marker);
        }

        builder.Services.AddOptions<WorkflowOptions>().BindConfiguration("Ledger:Workflows").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.PostConfigure<WorkflowOptions>(options =>
        {
            options.DefinitionsFolder = Path.GetFullPath(options.DefinitionsFolder, AppContext.BaseDirectory);
            // A refusal of the domain stays one however often it is tried.
            options.IsPermanent = exception => exception is WorkflowException or DomainException;
            options.CodeOf = exception => exception switch
            {
                WorkflowException e => e.Code,
                DomainException e => e.Code,
                _ => null,
            };
        });
        builder.Services.AddWorkflowCore();
    }
}
