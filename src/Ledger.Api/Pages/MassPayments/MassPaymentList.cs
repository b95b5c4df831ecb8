using System.Globalization;
using Ledger.Api.DataViews.Query;
using Ledger.Domain.MassPayments;
using Microsoft.AspNetCore.WebUtilities;

namespace Ledger.Api.Pages.MassPayments;

/// <summary>Which mass payments the list shows (features.md P5, P14), as it stands in the address.</summary>
internal sealed record MassPaymentList
{
    private const string Path = "mass-payments";

    /// <summary>The tabs: a state each, and all.</summary>
    public static readonly IReadOnlyList<MassPaymentState?> Tabs =
        [null, MassPaymentState.Entered, MassPaymentState.Authorized, MassPaymentState.PartlyPaid, MassPaymentState.Paid];

    /// <summary>Only of this state; null for all.</summary>
    public MassPaymentState? State { get; init; }

    /// <summary>Which date the range is about.</summary>
    public MassPaymentDateKind DateKind { get; init; }

    /// <summary>On this day or later.</summary>
    public DateOnly? DateFrom { get; init; }

    /// <summary>On this day or before.</summary>
    public DateOnly? DateTo { get; init; }

    /// <summary>Numbers from this one on.</summary>
    public long? NumberFrom { get; init; }

    /// <summary>Numbers up to this one.</summary>
    public long? NumberTo { get; init; }

    /// <summary>True when a range narrows the list.</summary>
    public bool IsNarrowed => DateFrom is not null || DateTo is not null || NumberFrom is not null || NumberTo is not null;

    /// <summary>True when a range begins after its end, so that nothing can be found.</summary>
    public bool IsReversed => DateFrom > DateTo || NumberFrom > NumberTo;

    /// <summary>Reads the list of an address; what it does not know or cannot mean is left out.</summary>
    public static MassPaymentList Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string Text(string name) => values.TryGetValue(name, out var found) ? found.ToString() : string.Empty;
        DateOnly? Date(string name) =>
            DateOnly.TryParseExact(Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        long? Number(string name) => long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return new MassPaymentList
        {
            State = Enum.TryParse<MassPaymentState>(Text("state"), out var state) && Tabs.Contains(state) ? state : null,
            DateKind = Enum.TryParse<MassPaymentDateKind>(Text("date"), out var kind) && Enum.IsDefined(kind) ? kind : default,
            DateFrom = Date("from"),
            DateTo = Date("to"),
            NumberFrom = Number("first"),
            NumberTo = Number("last"),
        };
    }

    /// <summary>The address that shows this list.</summary>
    public string Address()
    {
        var values = new Dictionary<string, string?>
        {
            ["state"] = State?.ToString(),
            ["date"] = DateKind == default ? null : DateKind.ToString(),
            ["from"] = DateFrom?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["to"] = DateTo?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["first"] = NumberFrom?.ToString(CultureInfo.InvariantCulture),
            ["last"] = NumberTo?.ToString(CultureInfo.InvariantCulture),
        };
        return QueryHelpers.AddQueryString(Path, values.Where(v => v.Value is not null));
    }

    /// <summary>The condition over the view <c>mass-payments</c>, as JSON; null when all are wanted.</summary>
    public string? Given()
    {
        var filter = ViewFilter.And(
            State is { } state ? new ViewFilter.Comparison("state", FilterOperator.In, [state.ToString()]) : null,
            Range(DateColumn(), DateFrom?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), DateTo?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            Range("number", NumberFrom?.ToString(CultureInfo.InvariantCulture), NumberTo?.ToString(CultureInfo.InvariantCulture)));
        return filter is null ? null : FilterJson.Write(filter).ToJsonString();
    }

    private static ViewFilter.Comparison? Range(string column, string? from, string? to) =>
        from is null && to is null ? null : new ViewFilter.Comparison(column, FilterOperator.Between, [from ?? string.Empty, to ?? string.Empty]);

    private string DateColumn() => DateKind switch
    {
        MassPaymentDateKind.EstimatedPayment => "estimatedPaymentDate",
        MassPaymentDateKind.Payment => "paidOn",
        _ => "entryDate",
    };
}
