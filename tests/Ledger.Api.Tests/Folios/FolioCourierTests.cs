using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ledger.Api.Folios.Lines;
using Ledger.Domain;
using Ledger.Domain.Folios;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Api.Tests.Folios;

/// <summary>Head office with a line to an end that takes connections and says nothing, to one that hangs up, and without a line to a third.</summary>
public sealed class CourierServer : TestServer
{
    public const int Silent = 2;
    public const int Rude = 3;
    public const int Unknown = 4;
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);
    private readonly TcpListener _rude = new(IPAddress.Loopback, 0);

    public CourierServer()
    {
        _silent.Start();
        _rude.Start();
        _ = HangUpAsync();
        Settings = new Dictionary<string, string?>
        {
            ["Ledger:Folios:SendEvery"] = "00:05:00", // only what wakes it counts here
            ["Ledger:Folios:SendTimeout"] = "00:10:00",
            ["Ledger:Folios:Lines:0:End"] = Silent.ToString(CultureInfo.InvariantCulture),
            ["Ledger:Folios:Lines:0:Url"] = $"http://{_silent.LocalEndpoint}",
            ["Ledger:Folios:Lines:0:ApiKey"] = "lk_a",
            ["Ledger:Folios:Lines:0:User"] = "linea",
            ["Ledger:Folios:Lines:1:End"] = Rude.ToString(CultureInfo.InvariantCulture),
            ["Ledger:Folios:Lines:1:Url"] = $"http://{_rude.LocalEndpoint}",
            ["Ledger:Folios:Lines:1:ApiKey"] = "lk_b",
            ["Ledger:Folios:Lines:1:User"] = "linea",
        };
    }

    protected override IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>The end that says nothing has a connection to itself.</summary>
    public Task<TcpClient> ConnectedAsync() => _silent.AcceptTcpClientAsync();

    public Task WriteAsync(int end) => Database.WriteAsync(Actor.System(CompanyId, "test"), async session =>
    {
        session.Db.Add(new FolioMessage
        {
            Id = session.NewId(),
            CompanyId = CompanyId,
            FromEnd = 0,
            ToEnd = end,
            Sequence = 1,
            Kind = FolioMessageKind.Request,
            Payload = "{}",
            CreatedAt = session.Now,
        });
        await session.SaveAsync();
    });

    private async Task HangUpAsync()
    {
        while (true)
        {
            (await _rude.AcceptTcpClientAsync()).Dispose();
        }
    }
}

/// <summary>The courier between installations, when ends do not answer.</summary>
[Trait("row", "F9")]
public sealed class FolioCourierTests(CourierServer server) : IClassFixture<CourierServer>
{
    [Fact]
    public async Task Send_WhileAnEndSaysNothing_MakesNoOtherWaitAndTellsEachReason()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        await server.WriteAsync(CourierServer.Silent);
        await FolioServer.OkAsync(await owner.PostAsync("/api/folios/messages/send", null));
        using var silent = await server.ConnectedAsync().WaitAsync(TimeSpan.FromMinutes(2));

        // That one is under way for ten minutes; these are written meanwhile.
        await server.WriteAsync(CourierServer.Rude);
        await server.WriteAsync(CourierServer.Unknown);
        server.App.Services.GetRequiredService<FolioCourier>().Wake();

        (await ErrorAsync(CourierServer.Rude)).Should().StartWith("No se pudo llegar");
        (await ErrorAsync(CourierServer.Unknown)).Should().Contain("extremo 4").And.Contain("Ledger:Folios:Lines");
        (await MessageAsync(CourierServer.Silent)).Should().BeEquivalentTo(new { Attempts = 0, LastError = (string?)null, DeliveredAt = (DateTimeOffset?)null });
    }

    private async Task<string> ErrorAsync(int end)
    {
        var until = DateTime.UtcNow.AddMinutes(2);
        while (true)
        {
            if ((await MessageAsync(end)).LastError is { } error)
            {
                return error;
            }

            DateTime.UtcNow.Should().BeBefore(until, "the failure to reach end {0} is noted", end);
            await Task.Delay(50);
        }
    }

    private Task<FolioMessage> MessageAsync(int end) =>
        LedgerSessions.ReadAsync(server.Database, server.CompanyId, db => db.Set<FolioMessage>().SingleAsync(m => m.ToEnd == end));
}
