using System.Globalization;

namespace Ledger.Domain.Folios;

/// <summary>A folio authorisation file that was read: what it says, nothing of it believed yet.</summary>
/// <remarks>It may hold a private key, so it is no record and says no more than its kind and numbers about itself.</remarks>
internal sealed class Caf
{
    /// <summary>The tax id it was given to, in canonical form.</summary>
    public required string Rut { get; init; }

    /// <summary>The company's name, cut by the authority.</summary>
    public required string CompanyName { get; init; }

    /// <summary>The document kind.</summary>
    public required int DocumentType { get; init; }

    /// <summary>The first number.</summary>
    public required long First { get; init; }

    /// <summary>The last number.</summary>
    public required long Last { get; init; }

    /// <summary>The day of the authorisation.</summary>
    public required DateOnly AuthorizedOn { get; init; }

    /// <summary>The number of the authority's key that signed it.</summary>
    public required int KeyId { get; init; }

    /// <summary>A fingerprint of the signed part: the same authorisation always has the same, whatever the white space of its file.</summary>
    public required string Digest { get; init; }

    /// <summary>The CAF element, character by character as in the file: every document stamped with a folio carries it.</summary>
    public required string Element { get; init; }

    /// <summary>The file's public key in PEM, as in the file; null when it has none.</summary>
    public required string? PublicKey { get; init; }

    /// <summary>The signed part without white space between tags, in the encoding it was signed in.</summary>
    internal required byte[] Signed { get; init; }

    /// <summary>The authority's signature.</summary>
    internal required byte[] Signature { get; init; }

    /// <summary>The modulus of the authorised key.</summary>
    internal required byte[] Modulus { get; init; }

    /// <summary>The exponent of the authorised key.</summary>
    internal required byte[] Exponent { get; init; }

    /// <summary>The private key in PEM, as in the file; null when it has none. Never shown, never logged.</summary>
    internal required string? PrivateKey { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"CAF {DocumentType} {First}-{Last}");
}
