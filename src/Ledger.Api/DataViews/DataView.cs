using System.Text.RegularExpressions;
using Ledger.Api.DataViews.Query;

namespace Ledger.Api.DataViews;

/// <summary>
/// One list of Ledger, described once (features.md Q7): a page with filters, order, groups and totals, an export and an
/// API come from it. The database does the work; only constants of the program are in the text of a statement.
/// </summary>
/// <remarks>docs/data-views.md says how to register one. <see cref="Check"/> refuses a description that does not hold together.</remarks>
internal sealed partial class DataView
{
    /// <summary>What stands in the SQL of a view for the company's day, as <c>yyyymmdd</c>; each statement binds the day it is asked on.</summary>
    public const string Today = "@today";

    /// <summary>What stands in the SQL of a view for the number of the company's day (<see cref="DateOnly.DayNumber"/>), which days can be added to.</summary>
    public const string DayNumber = "@daynumber";

    private readonly Dictionary<string, ViewColumn> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly IReadOnlyList<ViewColumn> _columns = [];
    private readonly IReadOnlyList<string> _joins = [];
    private readonly bool? _isLookedUpLate;

    /// <summary>The name in addresses, such as <c>purchase-documents</c>; its texts are <c>views.KEY</c> and <c>views.KEY.empty</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The part of the program under which it is listed; its text is <c>views.module.MODULE</c>.</summary>
    public required string Module { get; init; }

    /// <summary>Who may see it: a policy of <see cref="Identity.Policies"/>.</summary>
    public required string Policy { get; init; }

    /// <summary>False for a view that only a page of its own shows, and no list of lists names.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>The tables that make the rows, such as <c>installments i</c>; what joins here multiplies or removes rows.</summary>
    public required string From { get; init; }

    /// <summary>
    /// Joins of the form <c>left join TABLE ALIAS on …</c> that find at most one row and so change no count: a statement has
    /// only those whose alias it names.
    /// </summary>
    public IReadOnlyList<string> Joins
    {
        get => _joins;
        init
        {
            _joins = value;
            JoinsByAlias = value.Select(j => JoinForm().Match(j)).ToDictionary(m => m.Groups["alias"].Value, m => m.Value);
        }
    }

    /// <summary>The column of <see cref="From"/> that holds the company; every statement compares it.</summary>
    public required string Company { get; init; }

    /// <summary>What else every row fulfils, or null.</summary>
    public string? Where { get; init; }

    /// <summary>The expressions of <see cref="From"/>, never null, that together name one row.</summary>
    public required IReadOnlyList<string> RowKey { get; init; }

    /// <summary>The columns in their first order.</summary>
    public required IReadOnlyList<ViewColumn> Columns
    {
        get => _columns;
        init
        {
            _columns = value;
            foreach (var column in value)
            {
                _byName.Add(column.Name, column);
            }
        }
    }

    /// <summary>The order when nobody asks for another.</summary>
    public required IReadOnlyList<ViewSort> Order { get; init; }

    /// <summary>The groups when a person has not chosen any.</summary>
    public IReadOnlyList<ViewGroup> Groups { get; init; } = [];

    /// <summary>What can be done from a row.</summary>
    public IReadOnlyList<RowAction> Actions { get; init; } = [];

    /// <summary>The joins by the alias that calls for them.</summary>
    public IReadOnlyDictionary<string, string> JoinsByAlias { get; private init; } = new Dictionary<string, string>();

    /// <summary>
    /// True when a page's keys can be found first and its rows looked up then, so that rows before the page cost only their
    /// keys: the rows are those of one table with one key.
    /// </summary>
    public bool IsLookedUpLate
    {
        get => _isLookedUpLate ?? (RowKey.Count == 1 && OneTable().IsMatch(From));
        init => _isLookedUpLate = value;
    }

    /// <summary>The table whose rows are the view's, every one of them, found by <c>id</c> and <c>company_id</c>; null when it is more than that.</summary>
    public string? WholeTable =>
        Where is null && OneTable().IsMatch(From) && From.Split(' ') is [var table, var alias] && RowKey is [var key] && key == alias + ".id" && Company == alias + ".company_id"
            ? table : null;

    /// <summary>The column of that name, in whatever case; null when there is none (any more).</summary>
    public ViewColumn? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Throws when the description does not hold together; called for every view when the host starts.</summary>
    /// <exception cref="InvalidOperationException">What is wrong.</exception>
    public void Check()
    {
        Demand(Joins.All(j => JoinForm().IsMatch(j)), "a join has another form");
        Demand(RowKey.Count > 0 && Order.Count > 0 && Columns.Count > 0, "key, order or columns are missing");
        Demand(Order.All(s => Find(s.Column) is { IsSortable: true }), "the order names an unknown column");
        foreach (var column in Columns)
        {
            Demand(column.Type == ColumnType.Choice == (column.Choice is not null), $"{column.Name}: a choice has an enum");
            Demand(column.Type == ColumnType.Amount == (column.Currency is not null), $"{column.Name}: an amount has a currency");
            Demand(string.IsNullOrEmpty(column.Currency) || Find(column.Currency) is { Type: ColumnType.Code }, $"{column.Name}: unknown currency column");
            Demand(column.Type != ColumnType.Message || column is { IsSortable: false, IsFilterable: false }, $"{column.Name}: a message is only shown");
            Demand(!column.IsTotalled || column.Type is ColumnType.Amount or ColumnType.Number, $"{column.Name}: cannot be added up");
        }

        foreach (var action in Actions)
        {
            Demand(action.Columns.All(c => Find(c) is not null), $"{action.Key}: the link names an unknown column");
        }
    }

    private void Demand(bool holds, string complaint)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"The view {Key} is described wrongly: {complaint}.");
        }
    }

    [GeneratedRegex(@"^left join (?<table>\w+) (?<alias>\w+) on .+$", RegexOptions.Singleline)]
    private static partial Regex JoinForm();

    [GeneratedRegex(@"^\w+ \w+$")]
    private static partial Regex OneTable();
}
