namespace Ledger.Api.Hosting;

/// <summary>How a host is started; what stands in configuration files is read besides.</summary>
internal sealed record HostSettings
{
    /// <summary>The folder of the SQLite file, pickup mails, <c>settings.json</c> and the server's lock.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>The addresses to listen on; null for the configured ones (<c>Ledger:Urls</c>, <c>http://localhost:5080</c>).</summary>
    public string? Urls { get; init; }

    /// <summary>True to run the engine's workers, schedules and outbox in this process.</summary>
    public bool RunsEngine { get; init; } = true;

    /// <summary>True to listen for HTTP.</summary>
    public bool Serves { get; init; } = true;

    /// <summary>The time source; tests move it by hand.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>True to log to the console only what goes wrong.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Settings that win over files and environment, for tests.</summary>
    public IReadOnlyDictionary<string, string?> Overrides { get; init; } = new Dictionary<string, string?>();
}
