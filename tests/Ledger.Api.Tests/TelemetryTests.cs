using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Ledger.Api.Hosting;
using Ledger.Api.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Api.Tests;

/// <summary>Traces, metrics and logs really arrive at a collector, over HTTP and over gRPC.</summary>
public sealed class TelemetryTests
{
    [Theory]
    [InlineData("http/protobuf", "/v1/traces", "/v1/metrics", "/v1/logs")]
    [InlineData("grpc", "/opentelemetry.proto.collector.trace.v1.TraceService/Export", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", "/opentelemetry.proto.collector.logs.v1.LogsService/Export")]
    public async Task Export_OfARunningServer_ArrivesAtTheCollector(string protocol, string traces, string metrics, string logs)
    {
        await using var collector = await Collector.StartAsync(protocol);
        var folder = Path.Combine(Path.GetTempPath(), "ledger-tests", Guid.NewGuid().ToString("N"));
        await using (var app = await LedgerHost.CreateAsync(new HostSettings
        {
            DataFolder = folder,
            Urls = "http://127.0.0.1:0",
            Overrides = new Dictionary<string, string?>
            {
                ["Ledger:Telemetry:OtlpEndpoint"] = collector.Address,
                ["Ledger:Telemetry:OtlpProtocol"] = protocol,
                ["Ledger:Telemetry:OtlpHeaders"] = "x-collector-key=secret-1",
            },
        }))
        {
            await app.StartAsync();
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            using (var client = new HttpClient { BaseAddress = new Uri(address) })
            {
                (await client.GetAsync("/health/live")).StatusCode.Should().Be(HttpStatusCode.OK);
            }

            var probe = await app.Services.GetRequiredService<TelemetryProbe>().SendAsync(1, "ana");
            probe.IsTaken.Should().BeTrue(probe.Error);
            collector.Received.Should().Contain(r => r.Path == traces && r.Text.Contains("ledger.test-trace"), "the probe waits for the answer");
            app.Services.GetRequiredService<SystemReading>().Settings().Should().Contain(("Ledger:Telemetry:OtlpHeaders", "•••"), "a page shows no secret");
            await app.StopAsync();
        } // what was recorded is sent at the end

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        collector.Received.Should().Contain(r => r.Path == traces && r.Text.Contains("Microsoft.AspNetCore") && r.Text.Contains("service.name"), "a request is a trace");
        collector.Received.Should().Contain(r => r.Path == metrics && r.Text.Contains("http.server.request.duration"));
        collector.Received.Should().Contain(r => r.Path == logs);
        collector.Received.Select(r => r.Key).Distinct().Should().Equal("secret-1");
        collector.Received.Select(r => r.Path).Distinct().Should().BeEquivalentTo([traces, metrics, logs], "each signal has an address of its own");
    }

    [Fact]
    public async Task Probe_OfACollectorThatIsNotThere_SaysSo()
    {
        string address;
        await using (var gone = await Collector.StartAsync("http/protobuf"))
        {
            address = gone.Address;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Ledger:Telemetry:OtlpEndpoint"] = address,
            ["Ledger:Telemetry:OtlpProtocol"] = "http/protobuf",
        }).Build();
        var probe = await new TelemetryProbe(configuration, TimeProvider.System).SendAsync(1, "ana");

        probe.IsTaken.Should().BeFalse();
        probe.Error.Should().NotBeNullOrEmpty();
        var off = () => new TelemetryProbe(new ConfigurationBuilder().Build(), TimeProvider.System).SendAsync(1, "ana");
        (await off.Should().ThrowAsync<Ledger.Api.Http.RequestRefusedException>()).Which.Code.Should().Be("telemetry.off");
    }

    [Theory]
    [InlineData("http://collector:4317", null, "grpc")]
    [InlineData("http://collector:4318", null, "http/protobuf")]
    [InlineData("http://collector:4318", "grpc", "grpc")]
    public void Target_WithoutAProtocol_IsThatOfThePort(string endpoint, string? protocol, string expected) =>
        TelemetryTarget.Of(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Ledger:Telemetry:OtlpEndpoint"] = endpoint,
            ["Ledger:Telemetry:OtlpProtocol"] = protocol,
        }).Build())!.ProtocolName.Should().Be(expected);

    /// <summary>A collector of one port: takes what comes and answers as the protocol wants.</summary>
    private sealed class Collector(WebApplication app, ConcurrentBag<(string Path, string Text, string Key)> received) : IAsyncDisposable
    {
        public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        public IReadOnlyCollection<(string Path, string Text, string Key)> Received => received;

        public static async Task<Collector> StartAsync(string protocol)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
                IPAddress.Loopback, 0, listen => listen.Protocols = protocol == "grpc" ? HttpProtocols.Http2 : HttpProtocols.Http1));
            var app = builder.Build();
            var received = new ConcurrentBag<(string, string, string)>();
            app.Run(async http =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                // Names and values stand in protobuf as they are.
                received.Add((http.Request.Path, Encoding.UTF8.GetString(body.ToArray()), http.Request.Headers["x-collector-key"].ToString()));
                if (protocol == "grpc")
                {
                    http.Response.ContentType = "application/grpc";
                    http.Response.DeclareTrailer("grpc-status");
                    await http.Response.Body.WriteAsync(new byte[5]); // an empty message
                    http.Response.AppendTrailer("grpc-status", "0");
                }
                else
                {
                    http.Response.ContentType = "application/x-protobuf";
                }
            });
            await app.StartAsync();
            return new Collector(app, received);
        }

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}
