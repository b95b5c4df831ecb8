namespace Ledger.Api.DataViews.Catalog;

/// <summary>Short ways to describe columns.</summary>
internal static class Column
{
    /// <summary>Words, found by the quick search.</summary>
    public static ViewColumn Text(string name, string sql, int width = 210) => new(name, ColumnType.Text, sql) { IsSearched = true, Width = width };

    /// <summary>A code, found by the quick search.</summary>
    public static ViewColumn Code(string name, string sql, int width = 110) => new(name, ColumnType.Code, sql) { IsSearched = true, Width = width };

    /// <summary>A currency's code.</summary>
    public static ViewColumn Currency(string sql, string name = "currency") => new(name, ColumnType.Code, sql) { Width = 72 };

    /// <summary>A number that names something, found by the quick search and never added up.</summary>
    public static ViewColumn Number(string name, string sql) => new(name, ColumnType.Number, sql) { IsSearched = true };

    /// <summary>How many of something.</summary>
    public static ViewColumn Count(string name, string sql) => new(name, ColumnType.Number, sql);

    /// <summary>A day.</summary>
    public static ViewColumn Date(string name, string sql) => new(name, ColumnType.Date, sql);

    /// <summary>A moment.</summary>
    public static ViewColumn Moment(string name, string sql) => new(name, ColumnType.Moment, sql);

    /// <summary>Yes or no.</summary>
    public static ViewColumn Flag(string name, string sql) => new(name, ColumnType.Flag, sql);

    /// <summary>The name of an enum's value.</summary>
    public static ViewColumn Choice<T>(string name, string sql, int width = 135)
        where T : struct, Enum => new(name, ColumnType.Choice, sql) { Choice = typeof(T), Width = width };

    /// <summary>A value that the database keeps in small letters, as the name of an enum's value.</summary>
    public static ViewColumn LowerChoice<T>(string name, string sql, int width = 135)
        where T : struct, Enum => Choice<T>(
            name, $"(case {sql} {string.Join(' ', Enum.GetNames<T>().Select(n => $"when '{n.ToLowerInvariant()}' then '{n}'"))} end)", width);

    /// <summary>The name of an enum's value, stored by its number.</summary>
    public static ViewColumn NumberedChoice<T>(string name, string sql, int width = 135)
        where T : struct, Enum => Choice<T>(name, sql, width) with { IsStoredByNumber = true };

    /// <summary>Money in the currency of another column.</summary>
    public static ViewColumn Amount(string name, string sql, string currency = "currency") => new(name, ColumnType.Amount, sql) { Currency = currency };

    /// <summary>Money in the company's local currency.</summary>
    public static ViewColumn Local(string name, string sql) => new(name, ColumnType.Amount, sql) { Currency = ViewColumn.Local };

    /// <summary>An exchange rate.</summary>
    public static ViewColumn Rate(string name, string sql) => new(name, ColumnType.Rate, sql);

    /// <summary>A code and its values, said in the reader's language.</summary>
    public static ViewColumn Message(string name, string code, string arguments) =>
        new ViewColumn(name, ColumnType.Message, $"{code} || coalesce({arguments}, '[]')").Shown().Nullable();

    /// <summary>The key of a row or of what it refers to; hidden until a person wants it.</summary>
    public static ViewColumn Key(string name, string sql) => new(name, ColumnType.Key, sql) { IsVisible = false };

    /// <summary>The column, added up in footers and groups.</summary>
    public static ViewColumn Totalled(this ViewColumn column) => column with { IsTotalled = true };

    /// <summary>The column, shown only when a person wants it.</summary>
    public static ViewColumn Hidden(this ViewColumn column) => column with { IsVisible = false };

    /// <summary>The column, empty in some rows.</summary>
    public static ViewColumn Nullable(this ViewColumn column) => column with { IsNullable = true };

    /// <summary>The column, only shown: neither sorted, grouped nor filtered by.</summary>
    public static ViewColumn Shown(this ViewColumn column) => column with { IsSortable = false, IsFilterable = false, IsSearched = false };

    /// <summary>The column, left out of the quick search.</summary>
    public static ViewColumn Unsearched(this ViewColumn column) => column with { IsSearched = false };
}
