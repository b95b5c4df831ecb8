using Ledger.Api.DataViews.Query;

namespace Ledger.Api.DataViews.Http;

/// <summary>A view in the list of views.</summary>
internal sealed record ViewListItem(string Key, string Title, string Module, string ModuleTitle);

/// <summary>A view as a program sees it.</summary>
internal sealed record ViewDescription(
    string Key, string Title, string Module, string ModuleTitle, string Empty, IReadOnlyList<string> Order, IReadOnlyList<string> Groups,
    IReadOnlyList<ViewColumnDescription> Columns, IReadOnlyList<ViewActionDescription> Actions);

/// <summary>A column as a program sees it; <paramref name="Currency"/> is the column of its currency, or <c>local</c>.</summary>
internal sealed record ViewColumnDescription(
    string Name, string Title, ColumnType Type, string? Currency, int Width, ColumnAlign Align, bool IsVisible, bool IsSortable, bool IsGroupable,
    bool IsTotalled, bool IsSearched, IReadOnlyList<FilterOperator> Operators, IReadOnlyDictionary<string, string>? Choices);

/// <summary>What can be done from a row.</summary>
internal sealed record ViewActionDescription(string Key, string Title, string Link);

/// <summary>A page of rows: each an object of <c>rowKey</c> and the columns by name.</summary>
internal sealed record ViewPageAnswer(
    string View, int Page, int PageSize, long TotalCount, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows,
    ViewTotals? Totals);

/// <summary>Groups of a level.</summary>
internal sealed record ViewGroupsAnswer(string View, string Group, IReadOnlyList<ViewGroupAnswer> Groups, bool HasMore);

/// <summary>A group; <paramref name="Key"/> goes into <c>path</c> to open it.</summary>
internal sealed record ViewGroupAnswer(string? Key, string Title, long Count, IReadOnlyList<ViewTotal> Totals);

/// <summary>A value for a filter.</summary>
internal sealed record ViewValueAnswer(string? Value, string Title, long Count);
