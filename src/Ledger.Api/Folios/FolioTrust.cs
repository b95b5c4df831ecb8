using Ledger.Domain.Folios;

namespace Ledger.Api.Folios;

/// <summary>Which keys' signatures make a folio file genuine in this installation: the tax authority's real ones, and those that settings add (F1).</summary>
internal sealed class FolioTrust
{
    /// <summary>Trusts the real keys and <paramref name="extra"/>.</summary>
    /// <exception cref="InvalidOperationException">One of them is unreadable, or its number is trusted already.</exception>
    public FolioTrust(IReadOnlyList<FolioAuthorityKey> extra)
    {
        Extra = extra;
        try
        {
            Keys = extra.Aggregate(FolioAuthorityKeys.Real, (keys, key) => keys.With(key));
        }
        catch (ArgumentException refused)
        {
            throw new InvalidOperationException($"The setting Ledger:Folios:AuthorityKeys is refused: {refused.Message}", refused);
        }
    }

    /// <summary>All that are trusted.</summary>
    public FolioAuthorityKeys Keys { get; }

    /// <summary>Those that only the settings vouch for; none by default.</summary>
    public IReadOnlyList<FolioAuthorityKey> Extra { get; }
}
