using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Api.DataViews.Query;
using Ledger.Domain.MassPayments;

namespace Ledger.Api.Pages.MassPayments;

/// <summary>What the choice of documents shows and what is ticked in it; kept on the worksheet, so that a lost connection loses no tick (features.md P3).</summary>
internal sealed record ChoiceState
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The manual's filter.</summary>
    public PayableFilter Filter { get; init; } = new();

    /// <summary>True to show what cannot be chosen too, with the reason.</summary>
    public bool ShowsHindered { get; init; }

    /// <summary>True for all of the filter but <see cref="Keys"/>.</summary>
    public bool IsAll { get; init; }

    /// <summary>Keys of rows.</summary>
    public HashSet<string> Keys { get; init; } = [];

    /// <summary>The ticks as the grid takes them.</summary>
    [JsonIgnore]
    public RowChoice Choice => new(IsAll, Keys);

    /// <summary>Reads what <see cref="Write"/> wrote; what an older version wrote otherwise begins anew.</summary>
    public static ChoiceState Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ChoiceState>(json, Json) ?? new ChoiceState();
        }
        catch (JsonException)
        {
            return new ChoiceState();
        }
    }

    /// <summary>The form in which it is kept.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>The condition over the view <c>payable-documents</c> for a worksheet, as JSON.</summary>
    public string Given(long worksheetId) => FilterJson.Write(ViewFilter.And(
        new ViewFilter.Comparison("worksheetKey", FilterOperator.Eq, [worksheetId.ToString(CultureInfo.InvariantCulture)]),
        Hindered(),
        Filter.WithDifferences || ShowsHindered ? null : new ViewFilter.Comparison("hasDifferences", FilterOperator.Eq, ["false"]),
        From("supplierCode", Filter.SupplierFrom),
        To("supplierCode", Filter.SupplierTo),
        Range("issueDate", Text(Filter.IssuedFrom), Text(Filter.IssuedTo)),
        Range("dueDate", Text(Filter.DueFrom), Text(Filter.DueTo)),
        Amounts(),
        Filter.Kinds is { Count: > 0 } kinds ? new ViewFilter.Comparison("kind", FilterOperator.In, [.. kinds.Select(k => k.ToString())]) : null,
        Range("number", Text(Filter.NumberFrom), Text(Filter.NumberTo)),
        Range("branchCode", Text(Filter.BranchFrom), Text(Filter.BranchTo)),
        Filter.ClassificationIds is { Count: > 0 } ids ? new ViewFilter.Comparison("classificationKey", FilterOperator.In, [.. ids.Select(i => Text((long?)i)!)]) : null)!).ToJsonString();

    // What has differences is shown when asked for, even where it cannot be chosen (P2).
    private ViewFilter? Hindered()
    {
        ViewFilter free = new ViewFilter.Comparison("obstacle", FilterOperator.IsEmpty, []);
        return ShowsHindered ? null
            : Filter.WithDifferences
                ? new ViewFilter.Any([free, new ViewFilter.Comparison("obstacle", FilterOperator.Eq, [nameof(PayableObstacle.WithDifferences)])])
                : free;
    }

    // Amounts are asked without sign, and credits stand with theirs.
    private ViewFilter? Amounts()
    {
        if (Filter.AmountMin is null && Filter.AmountMax is null)
        {
            return null;
        }

        var column = Filter.AmountsInUnits ? "pendingUnits" : "pendingLocal";
        var (least, most) = (Math.Max(0m, Filter.AmountMin ?? 0m), Filter.AmountMax);
        return new ViewFilter.Any([Range(column, Text(least), Text(most))!, Range(column, Text(-most), Text(-least))!]);
    }

    private static ViewFilter.Comparison? From(string column, string? value) => value is null ? null : new ViewFilter.Comparison(column, FilterOperator.Ge, [value]);

    private static ViewFilter.Comparison? To(string column, string? value) => value is null ? null : new ViewFilter.Comparison(column, FilterOperator.Le, [value]);

    private static ViewFilter.Comparison? Range(string column, string? from, string? to) =>
        from is null && to is null ? null : new ViewFilter.Comparison(column, FilterOperator.Between, [from ?? string.Empty, to ?? string.Empty]);

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Text(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
