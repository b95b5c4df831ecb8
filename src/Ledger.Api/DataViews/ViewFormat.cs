using System.Globalization;
using System.Text.Json;
using Ledger.Api.DataViews.Query;
using Ledger.Domain;

namespace Ledger.Api.DataViews;

/// <summary>Says values as people of a language read them: in the grid, on paper, in csv.</summary>
internal sealed class ViewFormat(ViewTexts texts)
{
    private readonly CultureInfo _culture = texts.Culture;

    /// <summary>The text of a value; empty for none.</summary>
    /// <param name="column">The column.</param>
    /// <param name="value">The value, as <see cref="ValueReader.Read"/> gives it.</param>
    /// <param name="currency">Of an amount: its currency, which says how many decimals are shown.</param>
    public string Display(ViewColumn column, object? value, string? currency = null) => value switch
    {
        null => string.Empty,
        decimal amount when column.Type == ColumnType.Amount => Amount(amount, currency),
        decimal rate => rate.ToString("#,##0.00####", _culture),
        long number when column.IsTotalled => number.ToString("N0", _culture),
        long number => number.ToString(_culture),
        DateOnly day => day.ToString("d", _culture),
        DateTimeOffset moment => moment.ToString("g", _culture),
        bool flag => texts.Text(flag ? "views.yes" : "views.no"),
        string name when column.Type == ColumnType.Choice => texts.Choice(column, name),
        string code when column.Words is { } words => texts.TextOr(words + code, code),
        string message when column.Type == ColumnType.Message => Message(message),
        _ => value.ToString()!,
    };

    /// <summary>The text of a total.</summary>
    public string Total(ViewColumn column, ViewTotal total) =>
        column.Type == ColumnType.Amount ? Amount(total.Value, total.Currency) : total.Value.ToString("N0", _culture);

    /// <summary>The text of a group's value.</summary>
    public string Group(ViewColumn column, GroupPeriod period, object? value) => (value, period) switch
    {
        (null, _) => texts.Text("views.group.empty"),
        (DateOnly day, GroupPeriod.Month) => day.ToString("y", _culture),
        (DateOnly day, GroupPeriod.Year) => day.ToString("yyyy", _culture),
        _ => Display(column, value),
    };

    /// <summary>An amount with the decimals of its currency, or as many as it has.</summary>
    public string Amount(decimal amount, string? currency) => amount.ToString("N" + Decimals(amount, currency).ToString(CultureInfo.InvariantCulture), _culture);

    /// <summary>How many decimals an amount is shown with: those of its currency, or more when it has them.</summary>
    public static int Decimals(decimal amount, string? currency)
    {
        var usual = currency is not null && Currencies.IsKnown(currency) ? Currencies.DecimalsOf(currency) : 2;
        while (usual < 4 && decimal.Round(amount, usual) != amount)
        {
            usual++;
        }

        return usual;
    }

    /// <summary>A code and its values, as <see cref="ColumnType.Message"/> stores them, in the reader's language.</summary>
    public string Message(string message)
    {
        var values = message.IndexOf('[', StringComparison.Ordinal);
        if (values < 0)
        {
            return texts.Text(message);
        }

        object?[] arguments = [.. JsonDocument.Parse(message[values..]).RootElement.EnumerateArray().Select(e => (object?)e.ToString())];
        return texts.Text(message[..values], arguments);
    }
}
