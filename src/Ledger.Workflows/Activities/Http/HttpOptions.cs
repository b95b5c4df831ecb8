using System.ComponentModel.DataAnnotations;

namespace Ledger.Workflows.Activities.Http;

/// <summary>What workflows may do over HTTP. Bound from the section <c>Ledger:Http</c>.</summary>
public sealed class HttpOptions
{
    /// <summary>The named HTTP client by which workflows call; a host may put another handler behind it.</summary>
    public const string Client = "Ledger.Workflows";

    /// <summary>
    /// The hosts that SendHttpRequest may call: <c>api.example.com</c>, <c>api.example.com:8443</c>, or
    /// <c>*.example.com</c> for all below. Empty allows none.
    /// </summary>
    /// <remarks>
    /// A process owner writes the address, so this list is what keeps workflows from the host's own network. Loopback is
    /// allowed only when listed too. Redirects are not followed, so an allowed host cannot send a call elsewhere.
    /// </remarks>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>How long one call may take.</summary>
    /// <value>The default value is 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest answer that is read, in bytes; a larger one fails the call.</summary>
    /// <value>The default value is 1 MB.</value>
    [Range(1, 100_000_000)]
    public long AnswerBytesMax { get; set; } = 1_000_000;

    /// <summary>How long a caller waits for a resumed workflow to answer.</summary>
    /// <value>The default value is 15 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(15);
}
