namespace Ledger.Api.Folios.Lines;

/// <summary>Where another installation of the circuit is, one entry of the section <c>Ledger:Folios:Lines</c> (F9).</summary>
internal sealed class FolioLineSetting
{
    /// <summary>The company by tax id; null when the installation has one company.</summary>
    public string? Company { get; set; }

    /// <summary>The end that is there: a branch's code, or 0 for head office.</summary>
    public int End { get; set; } = -1;

    /// <summary>Its address, such as <c>https://central.example</c>.</summary>
    public string Url { get; set; } = string.Empty;

    /// <summary>The API key that it gave us.</summary>
    public string ApiKey { get; set; } = string.Empty;

    /// <summary>The user whose API key we gave it: only this one speaks for that end.</summary>
    public string User { get; set; } = string.Empty;

    /// <summary>A file with the certificate, PEM, of the authority that signed its certificate, in the data folder; null for those that the machine trusts.</summary>
    public string? CaFile { get; set; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{End} {Url}");
}
