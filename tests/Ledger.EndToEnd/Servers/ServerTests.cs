using Ledger.EndToEnd.Books;

namespace Ledger.EndToEnd.Servers;

/// <summary>The server as a process: set up, killed, started again.</summary>
public sealed class ServerTests
{
    [Fact]
    [Trait("row", "W3")]
    public async Task Server_KilledAfterSetUp_HasEverythingItAnswered()
    {
        await using var server = new ServerProcess();
        using var office = await Office.OpenAsync(server);
        await office.AddSuppliersAsync(5);
        await office.AddDocumentsAsync(5);

        await server.KillAsync();
        await server.StartAsync();

        (await office.Operator.ListAsync("/api/purchase-documents?pageSize=100")).Should().HaveCount(25, "what was answered is on disk");
        (await office.Operator.ListAsync("/api/suppliers")).Should().HaveCount(5);
        (await server.StopAsync()).Should().Be(0, "a told stop ends well: {0}", server.Tail());
    }
}
