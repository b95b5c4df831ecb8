using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Ledger.Api.Setup;

/// <summary>Tells a person at this machine from a stranger.</summary>
internal static class SetupOrigin
{
    // Whoever forwards a request of somebody else usually says so by one of these.
    private static readonly string[] Forwarding = ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP"];

    /// <summary>
    /// True when the request comes from a browser on this machine that was told to go to this machine: the line, the host and
    /// the page's origin all say so and nobody forwarded it. A proxy on this machine is not trusted, and a name that an
    /// attacker made point here (DNS rebinding) is another host.
    /// </summary>
    public static bool IsHere(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && IsLoopback(http.Request.Host.Host)
        && !Forwarding.Any(http.Request.Headers.ContainsKey)
        && http.Request.Protocol != "HTTP/1.0" // what proxies speak that say nothing of themselves
        && (http.Request.Headers.Origin is not [{ Length: > 0 } origin] || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && IsLoopback(page.Host)));

    /// <summary>True when the page that sent the request is one of this server's: browsers say where a request comes from.</summary>
    public static bool IsOwnPage(HttpContext http) =>
        http.Request.Headers.ContainsKey("X-Requested-With")
        && http.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin";

    /// <summary>True when the server listens on this machine only.</summary>
    public static bool IsOnlyHere(IServer server) => server.Features.Get<IServerAddressesFeature>() is { Addresses.Count: > 0 } listening
        && listening.Addresses.All(a => BindingAddress.Parse(a) is { } bound && IsLoopback(bound.Host));

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
