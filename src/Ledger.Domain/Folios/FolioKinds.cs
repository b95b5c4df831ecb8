namespace Ledger.Domain.Folios;

/// <summary>The document kinds that take folios, by the tax authority's numbers, and how long their folios last.</summary>
public static class FolioKinds
{
    private static readonly int[] All = [33, 34, 39, 41, 43, 46, 52, 56, 61, 110, 111, 112];
    private static readonly int[] Expiring = [33, 43, 46, 56, 61];

    // Res. Ex. SII 58/2017: folios authorised before this day last eighteen months instead of six.
    private static readonly DateOnly ShortTermFrom = new(2018, 7, 1);

    /// <summary>True for a kind that takes electronic folios.</summary>
    public static bool IsKnown(int documentType) => All.Contains(documentType);

    /// <summary>The kinds, in order.</summary>
    public static IReadOnlyList<int> Known => All;

    /// <summary>The last day on which a folio may be issued; null when its kind does not expire.</summary>
    /// <param name="documentType">The kind.</param>
    /// <param name="authorizedOn">The day of the authorisation.</param>
    /// <param name="months">How many calendar months folios of expiring kinds last.</param>
    public static DateOnly? ExpiresOn(int documentType, DateOnly authorizedOn, int months) =>
        Expiring.Contains(documentType) ? authorizedOn.AddMonths(authorizedOn < ShortTermFrom ? 18 : months) : null;

    /// <summary>The kind, when it takes folios.</summary>
    /// <exception cref="DomainException">It does not (<c>folio.kind</c>).</exception>
    internal static int Check(int documentType) => IsKnown(documentType)
        ? documentType
        : throw new DomainException("folio.kind", $"Documents of type {documentType} take no folios.", documentType) { Field = "documentType" };
}
