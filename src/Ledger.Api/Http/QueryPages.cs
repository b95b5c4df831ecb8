using System.Linq.Expressions;
using Ledger.Foundation.Paging;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Http;

/// <summary>Pages and sorts a list in the database.</summary>
internal static class QueryPages
{
    /// <summary>A page of <paramref name="rows"/>, sorted by one of <paramref name="sorts"/> (the first when none is asked for) and then by <paramref name="tie"/>.</summary>
    public static async Task<Page<TView>> PageAsync<T, TView>(
        this IQueryable<T> rows, PageQuery query, Sorts<T> sorts, Expression<Func<T, long>> tie, Func<T, TView> view)
    {
        var page = query.Checked([.. sorts.Keys]);
        var sort = sorts[page.OrderBy ?? sorts.Keys.First()];
        var ordered = page.Descending ? rows.OrderByDescending(sort).ThenByDescending(tie) : rows.OrderBy(sort).ThenBy(tie);
        var count = await rows.CountAsync();
        var items = await ordered.Skip(page.Skip).Take(page.Take).ToListAsync();
        return new Page<TView>([.. items.Select(view)], count);
    }
}

/// <summary>The fields a list can be sorted by; the first is the list's own order.</summary>
internal sealed class Sorts<T> : Dictionary<string, Expression<Func<T, object?>>>;
