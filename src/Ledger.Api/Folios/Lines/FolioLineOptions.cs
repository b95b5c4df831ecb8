using System.ComponentModel.DataAnnotations;

namespace Ledger.Api.Folios.Lines;

/// <summary>How messages are carried to other installations. Bound from the section <c>Ledger:Folios</c> (F9).</summary>
internal sealed class FolioLineOptions
{
    /// <summary>How often to look for messages that another process wrote, or whose pause is over.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")]
    public TimeSpan SendEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one message may take; as long again nobody else sends it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>True to take messages over plain http from other machines, because a proxy in front of this server ends HTTPS.</summary>
    public bool TakesPlainHttp { get; set; }
}
