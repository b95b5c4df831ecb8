using Ledger.EndToEnd.Servers;

namespace Ledger.EndToEnd.Books;

/// <summary>A running server with a small company, for the tests of one class.</summary>
public sealed class OfficeFixture : IAsyncLifetime
{
    public const int Suppliers = 6;
    private ServerProcess _server = null!;

    internal Office Office { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _server = new ServerProcess();
        Office = await Office.OpenAsync(_server);
        await Office.AddSuppliersAsync(Suppliers);
        await Office.AddDocumentsAsync(5);
        await Office.PublishAsync("proof-vote");
    }

    public async Task DisposeAsync()
    {
        Office.Dispose();
        await _server.DisposeAsync();
    }
}
