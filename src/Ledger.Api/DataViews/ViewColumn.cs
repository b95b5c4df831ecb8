namespace Ledger.Api.DataViews;

/// <summary>A column of a <see cref="DataView"/>: where its value comes from and what may be done with it.</summary>
/// <param name="Name">The name in requests and answers, in camel case; its texts are <c>views.column.VIEW.NAME</c> or <c>views.column.NAME</c>.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Sql">The expression over the view's tables: a constant of the program, in the stored form of <paramref name="Type"/>.</param>
internal sealed record ViewColumn(string Name, ColumnType Type, string Sql)
{
    /// <summary>In <see cref="Currency"/>: the amount is in the company's local currency.</summary>
    public const string Local = "";

    /// <summary>Of an amount: the column that holds its currency, or <see cref="Local"/>.</summary>
    public string? Currency { get; init; }

    /// <summary>The enum of a choice.</summary>
    public Type? Choice { get; init; }

    /// <summary>Of a code: what its texts begin with, when people read words for it; a code without a text is shown as it is. Programs get the code.</summary>
    public string? Words { get; init; }

    /// <summary>True when the choice is stored by its number and not by its name.</summary>
    public bool IsStoredByNumber { get; init; }

    /// <summary>False for a column that a person adds when wanted.</summary>
    public bool IsVisible { get; init; } = true;

    /// <summary>True when rows may have no value there.</summary>
    public bool IsNullable { get; init; }

    /// <summary>True when the footer and the groups show its sum, each currency by itself.</summary>
    public bool IsTotalled { get; init; }

    /// <summary>True when the quick search looks there.</summary>
    public bool IsSearched { get; init; }

    /// <summary>False for what is only shown, such as a value computed for each row of the page.</summary>
    public bool IsSortable { get; init; } = true;

    /// <summary>False for what cannot be asked for.</summary>
    public bool IsFilterable { get; init; } = true;

    /// <summary>The width in the grid, in pixels, before a person changes it.</summary>
    public int Width { get; init; } = WidthOf(Type);

    /// <summary>The side on which values stand.</summary>
    public ColumnAlign Align { get; init; } = AlignOf(Type);

    /// <summary>True when rows with equal values may be put together.</summary>
    public bool IsGroupable => IsSortable && Type is not (ColumnType.Moment or ColumnType.Key or ColumnType.Amount or ColumnType.Rate);

    private static int WidthOf(ColumnType type) => type switch
    {
        ColumnType.Text => 210,
        ColumnType.Message => 420,
        ColumnType.Code => 110,
        ColumnType.Amount => 130,
        ColumnType.Moment => 150,
        ColumnType.Key => 190,
        ColumnType.Date => 140,
        ColumnType.Choice => 135,
        _ => 95,
    };

    private static ColumnAlign AlignOf(ColumnType type) => type switch
    {
        ColumnType.Number or ColumnType.Amount or ColumnType.Rate => ColumnAlign.Right,
        ColumnType.Flag => ColumnAlign.Center,
        _ => ColumnAlign.Left,
    };
}
