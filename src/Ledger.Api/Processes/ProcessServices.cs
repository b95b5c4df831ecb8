namespace Ledger.Api.Processes;

/// <summary>Registers what the pages of processes need.</summary>
internal static class ProcessServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddProcesses(this IServiceCollection services) => services
        .AddSingleton<FavouriteProcesses>().AddSingleton<LastRuns>().AddSingleton<RunCounts>().AddSingleton<ProcessCatalog>()
        .AddSingleton<CronWords>().AddSingleton<StepNames>().AddSingleton<RunJournal>();
}
