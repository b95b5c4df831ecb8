using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Workflows.Instances;

/// <summary>The scope of services of one burst; opened only when a step asks for a service, as most bursts need none.</summary>
internal sealed class BurstScope(IServiceScopeFactory factory) : IAsyncDisposable
{
    private AsyncServiceScope? _scope;

    public IServiceProvider Open() => (_scope ??= factory.CreateAsyncScope()).ServiceProvider;

    public ValueTask DisposeAsync() => _scope?.DisposeAsync() ?? ValueTask.CompletedTask;
}
