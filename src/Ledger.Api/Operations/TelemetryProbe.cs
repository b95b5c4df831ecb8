using System.Diagnostics;
using System.Diagnostics.Tracing;
using Ledger.Api.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

namespace Ledger.Api.Operations;

/// <summary>Sends one trace to the collector and says whether it was taken: the exporter itself works in silence.</summary>
internal sealed class TelemetryProbe(IConfiguration configuration, TimeProvider clock)
{
    private const string Source = "Ledger.TelemetryProbe";
    private const int TimeoutMilliseconds = 5_000;

    /// <summary>Sends it.</summary>
    /// <param name="node">The number of this process.</param>
    /// <param name="by">Who asked.</param>
    /// <exception cref="Http.RequestRefusedException"><c>telemetry.off</c>.</exception>
    public Task<ProbeResult> SendAsync(int node, string by)
    {
        var target = TelemetryTarget.Of(configuration)
            ?? throw new Http.RequestRefusedException(409, "telemetry.off", "No collector is configured.");
        return Task.Run(() => Send(target, node, by)); // the exporter waits for the collector
    }

    private ProbeResult Send(TelemetryTarget target, int node, string by)
    {
        var options = new OtlpExporterOptions { TimeoutMilliseconds = TimeoutMilliseconds };
        target.Apply(options, "traces");
        using var errors = new ExporterErrors();
        var result = new Result();
        var began = clock.GetTimestamp();
        string? trace;
        using (var provider = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(TelemetryTarget.Resource(node)).AddSource(Source)
            .AddProcessor(new SimpleActivityExportProcessor(new Noting(new OtlpTraceExporter(options), result))).Build())
        using (var source = new ActivitySource(Source))
        {
            var parent = Activity.Current;
            Activity.Current = null; // a trace of its own, always recorded
            using (var activity = source.StartActivity("ledger.test-trace"))
            {
                activity?.SetTag("ledger.asked-by", by);
                trace = activity?.TraceId.ToString();
            }

            Activity.Current = parent;
            provider!.ForceFlush(TimeoutMilliseconds);
        }

        var isTaken = result.Value == ExportResult.Success;
        return new ProbeResult(isTaken, trace, isTaken ? null : errors.Last, clock.GetElapsedTime(began));
    }

    private sealed class Result
    {
        public ExportResult? Value { get; set; }
    }

    private sealed class Noting(OtlpTraceExporter exporter, Result result) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch) => (result.Value = exporter.Export(batch)).Value;

        protected override bool OnShutdown(int timeoutMilliseconds) => exporter.Shutdown(timeoutMilliseconds);

        protected override void Dispose(bool disposing)
        {
            exporter.Dispose();
            base.Dispose(disposing);
        }
    }

    // What went wrong the exporter tells only here.
    private sealed class ExporterErrors : EventListener
    {
        private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

        public string? Last { get; private set; }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == Exporter)
            {
                EnableEvents(eventSource, EventLevel.Warning);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            var said = eventData.Payload?.OfType<string>().LastOrDefault(t => t.Contains(' ', StringComparison.Ordinal));
            Last = said?.Split('\n')[0].Trim() ?? Last;
        }
    }
}

/// <summary>What became of a test trace.</summary>
/// <param name="IsTaken">True when the collector said that it has it.</param>
/// <param name="TraceId">Under which id to look for it.</param>
/// <param name="Error">What the exporter said, or null.</param>
/// <param name="Took">How long it took.</param>
internal sealed record ProbeResult(bool IsTaken, string? TraceId, string? Error, TimeSpan Took);
