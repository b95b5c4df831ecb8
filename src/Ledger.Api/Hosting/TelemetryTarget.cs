using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;

namespace Ledger.Api.Hosting;

/// <summary>Where traces, metrics and logs are exported to, out of <c>Ledger:Telemetry</c> or the variables that OpenTelemetry knows.</summary>
/// <param name="Endpoint">The collector.</param>
/// <param name="Protocol">How it is spoken to: gRPC, or protobuf over HTTP, which is what port 4318 is for.</param>
/// <param name="Headers">Headers for the collector, such as a key; a secret.</param>
internal sealed record TelemetryTarget(Uri Endpoint, OtlpExportProtocol Protocol, string? Headers)
{
    /// <summary>The settings.</summary>
    public const string EndpointSetting = "Ledger:Telemetry:OtlpEndpoint";

    private const int HttpPort = 4318;

    /// <summary>The collector's name of the protocol.</summary>
    public string ProtocolName => Protocol == OtlpExportProtocol.Grpc ? "grpc" : "http/protobuf";

    /// <summary>The target that is configured; null when nothing is exported.</summary>
    /// <exception cref="InvalidOperationException">The address or the protocol is none.</exception>
    public static TelemetryTarget? Of(IConfiguration configuration)
    {
        var endpoint = configuration[EndpointSetting] ?? configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        if (string.IsNullOrEmpty(endpoint))
        {
            return null;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException($"{EndpointSetting} is no address: {endpoint}");
        }

        var protocol = configuration["Ledger:Telemetry:OtlpProtocol"] ?? configuration["OTEL_EXPORTER_OTLP_PROTOCOL"];
        return new TelemetryTarget(
            address,
            protocol switch
            {
                "grpc" => OtlpExportProtocol.Grpc,
                "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
                null or "" => address.Port == HttpPort ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc,
                _ => throw new InvalidOperationException($"Ledger:Telemetry:OtlpProtocol is grpc or http/protobuf, not {protocol}"),
            },
            configuration["Ledger:Telemetry:OtlpHeaders"] ?? configuration["OTEL_EXPORTER_OTLP_HEADERS"]);
    }

    /// <summary>Who exports.</summary>
    public static ResourceBuilder Resource(int node) => ResourceBuilder.CreateDefault().AddService(
        "ledger", serviceVersion: typeof(TelemetryTarget).Assembly.GetName().Version?.ToString(), serviceInstanceId: $"{Environment.MachineName}-{node}");

    /// <summary>Tells an exporter.</summary>
    /// <param name="options">The exporter's options.</param>
    /// <param name="signal"><c>traces</c>, <c>metrics</c> or <c>logs</c>.</param>
    public void Apply(OtlpExporterOptions options, string signal)
    {
        options.Protocol = Protocol;
        // An address that is set by code is taken as it is; over HTTP each signal has a path of its own.
        options.Endpoint = Protocol == OtlpExportProtocol.Grpc
            ? Endpoint
            : new Uri($"{Endpoint.AbsoluteUri.TrimEnd('/')}/v1/{signal}");
        if (!string.IsNullOrEmpty(Headers))
        {
            options.Headers = Headers;
        }
    }
}
