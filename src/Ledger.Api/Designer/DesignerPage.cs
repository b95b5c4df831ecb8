namespace Ledger.Api.Designer;

/// <summary>A page of a list as the studio reads it.</summary>
internal sealed record DesignerPage<T>(IReadOnlyList<T> Items, int TotalCount, IReadOnlyList<DesignerLink>? Links = null);

/// <summary>A list that is not paged.</summary>
internal sealed record DesignerList<T>(IReadOnlyList<T> Items, int Count)
{
    /// <summary>The list of <paramref name="items"/>.</summary>
    public static DesignerList<T> Of(IReadOnlyList<T> items) => new(items, items.Count);
}
