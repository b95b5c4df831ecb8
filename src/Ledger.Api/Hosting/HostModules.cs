using System.Reflection;
using Ledger.Activities;
using Ledger.Activities.Folios;
using Ledger.Activities.Imports;
using Ledger.Api.DataViews;
using Ledger.Api.Designer.Descriptors;
using Ledger.Api.Processes;
using Ledger.Api.Scenarios;
using Ledger.Api.Workflows;
using Ledger.Domain;
using Ledger.Foundation.Texts;
using Ledger.Workflows;
using Ledger.Workflows.Activities.Http;
using Ledger.Workflows.HumanTasks;
using Ledger.Workflows.Mail;
using Ledger.Workflows.Schedules;
using Ledger.Workflows.Validation;

namespace Ledger.Api.Hosting;

/// <summary>Registers domain, engine and activities in the host.</summary>
internal static class HostModules
{
    /// <summary>The assemblies whose <c>…Texts</c> resources people read.</summary>
    public static readonly IReadOnlyList<Assembly> Assemblies =
        [typeof(HostTexts).Assembly, typeof(LedgerDb).Assembly, typeof(WorkflowException).Assembly, typeof(LedgerActivity).Assembly];

    /// <summary>The classes that stand beside the texts of each subject.</summary>
    public static IEnumerable<Type> Texts => Assemblies.SelectMany(a => a.GetExportedTypes())
        .Where(t => t.Name.EndsWith("Texts", StringComparison.Ordinal) && t.Assembly.GetManifestResourceInfo(t.FullName + ".resources") is not null);

    /// <summary>Adds the modules. Their workers run once the host is started, which a command that only queues does not do.</summary>
    public static void Add(WebApplicationBuilder builder, HostSettings settings, MessageCatalog texts)
    {
        foreach (var marker in Texts)
        {
            texts.Add(marker);
        }

        builder.Services.AddOptions<WorkflowOptions>().BindConfiguration("Ledger:Workflows").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.PostConfigure<WorkflowOptions>(
            options => options.DefinitionsFolder = Path.GetFullPath(options.DefinitionsFolder, AppContext.BaseDirectory));
        builder.Services.AddOptions<MailOptions>().BindConfiguration("Ledger:Mail").ValidateOnStart();
        builder.Services.PostConfigure<MailOptions>(options => options.PickupFolder = builder.Configuration["Ledger:Mail:PickupFolder"] is null
            ? Path.GetFullPath(Path.Combine(settings.DataFolder, "mail"))
            : Path.GetFullPath(options.PickupFolder));
        builder.Services.AddOptions<HttpOptions>().BindConfiguration("Ledger:Http").ValidateOnStart();
        builder.Services.AddOptions<TaskOptions>().BindConfiguration("Ledger:Tasks").ValidateOnStart();
        builder.Services.AddOptions<ScheduleOptions>().BindConfiguration("Ledger:Schedules").ValidateOnStart();
        builder.Services.AddOptions<ImportOptions>().BindConfiguration("Ledger:Imports");
        builder.Services.PostConfigure<ImportOptions>(options => options.Folder = Path.GetFullPath(options.Folder, Path.GetFullPath(settings.DataFolder)));
        builder.Services.AddOptions<FolioInboxOptions>().BindConfiguration("Ledger:Folios");
        builder.Services.PostConfigure<FolioInboxOptions>(options => options.InboxFolder = Path.GetFullPath(options.InboxFolder, Path.GetFullPath(settings.DataFolder)));
        builder.Services.AddSingleton<ITaskDirectory, TaskDirectory>();
        builder.Services.AddSingleton<IDefinitionSurroundings, DefinitionSurroundings>();
        builder.Services.AddSingleton<ShippedSchedules>();
        builder.Services.AddHostedService<DefinitionFolder>();
        builder.Services.AddSingleton<ScenarioStore>().AddHostedService<ScenarioFolder>();
        builder.Services.AddWorkflowCore().AddWorkflowRuntime().AddWorkflowPeople().AddWorkflowPeopleWorkers();
        builder.Services.AddLedgerActivities();
        Pages.Tasks.TaskForms.Register(builder.Services);
        DescriptorServices.Add(builder.Services);
        builder.Services.AddScenarios();
        builder.Services.AddDataViews();
        builder.Services.AddProcesses();
    }
}
