using System.ComponentModel;
using Ledger.Foundation.Paging;

namespace Ledger.Api.Http;

/// <summary>The paging part of a list's query string; bound with <c>[AsParameters]</c>.</summary>
internal sealed record PageQuery
{
    /// <summary>The page, 0 being the first.</summary>
    [Description("The page, 0 being the first.")]
    public int? Page { get; init; }

    /// <summary>Rows a page, 1 to 500; 50 when left out.</summary>
    [Description("Rows a page, 1 to 500; 50 when left out.")]
    public int? PageSize { get; init; }

    /// <summary>The field to sort by, as the list documents it.</summary>
    [Description("The field to sort by, as the list documents it.")]
    public string? OrderBy { get; init; }

    /// <summary>True for the largest or latest first.</summary>
    [Description("True for the largest or latest first.")]
    public bool? Desc { get; init; }

    /// <summary>The request for the services.</summary>
    /// <exception cref="RequestRefusedException"><c>page.number</c>, <c>page.size</c>, <c>page.order</c>.</exception>
    public PageRequest Checked(params IReadOnlyCollection<string> sortable)
    {
        if (Page is < 0 or > 1_000_000)
        {
            throw new RequestRefusedException(400, "page.number", "The page lies outside 0 to 1,000,000.") { Field = "page" };
        }

        if (PageSize is < 1 or > PageRequest.SizeMax)
        {
            throw new RequestRefusedException(400, "page.size", $"The page size lies outside 1 to {PageRequest.SizeMax}.", PageRequest.SizeMax) { Field = "pageSize" };
        }

        var order = OrderBy is null || sortable.Count == 0
            ? OrderBy
            : sortable.FirstOrDefault(s => s.Equals(OrderBy, StringComparison.OrdinalIgnoreCase))
              ?? throw new RequestRefusedException(
                  400, "page.order", $"The list cannot be sorted by {OrderBy}.", OrderBy, string.Join(", ", sortable))
              { Field = "orderBy" };
        return new PageRequest(Page ?? 0, PageSize ?? 50, order, Desc ?? false);
    }
}
