namespace Ledger.Foundation.Paging;

/// <summary>Which page of a list is wanted and in what order; the database does the work.</summary>
/// <param name="Number">The page, 0 being the first.</param>
/// <param name="Size">Rows a page, 1 to 500.</param>
/// <param name="OrderBy">The name of the field to sort by, as the list documents it; null for the list's own order.</param>
/// <param name="Descending">True for the largest or latest first.</param>
public sealed record PageRequest(int Number = 0, int Size = 50, string? OrderBy = null, bool Descending = false)
{
    /// <summary>The largest page that may be asked for.</summary>
    public const int SizeMax = 500;

    /// <summary>Rows before this page.</summary>
    public int Skip => Number * Take;

    /// <summary>Rows of this page, held between 1 and <see cref="SizeMax"/>.</summary>
    public int Take => Math.Clamp(Size, 1, SizeMax);
}
