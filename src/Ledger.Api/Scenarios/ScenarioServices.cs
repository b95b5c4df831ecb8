using Ledger.Api.Scenarios.Probes;

namespace Ledger.Api.Scenarios;

/// <summary>Registers what runs scenarios.</summary>
internal static class ScenarioServices
{
    /// <summary>Adds the runner and its probes; nothing is made before the first run.</summary>
    public static IServiceCollection AddScenarios(this IServiceCollection services) => services
        .AddSingleton<ScenarioTemplate>()
        .AddSingleton<ScenarioRunner>()
        .AddSingleton<IScenarioProbe, MassPaymentsProbe>()
        .AddSingleton<IScenarioProbe, DocumentsProbe>()
        .AddSingleton<IScenarioProbe, SuppliersProbe>()
        .AddSingleton<IScenarioProbe, PaymentOrdersProbe>()
        .AddSingleton<IScenarioProbe, JournalProbe>()
        .AddSingleton<IScenarioProbe, ImportsProbe>()
        .AddSingleton<IScenarioProbe, FoliosProbe>()
        .AddSingleton<IScenarioProbe, FolioRequestsProbe>();
}
