using System.Globalization;
using Ledger.Foundation.Texts;

namespace Ledger.Api.DataViews;

/// <summary>What people read of a view, in one language.</summary>
internal sealed class ViewTexts(MessageCatalog texts, CultureInfo culture)
{
    /// <summary>The language.</summary>
    public CultureInfo Culture => culture;

    /// <summary>The title.</summary>
    public string Title(DataView view) => Text($"views.{view.Key}");

    /// <summary>What would be there, and how to get it, when there is nothing.</summary>
    public string Empty(DataView view) => Text($"views.{view.Key}.empty");

    /// <summary>The part of the program.</summary>
    public string Module(DataView view) => Text($"views.module.{view.Module}");

    /// <summary>The heading of a column: its own in this view, or that of all columns of its name.</summary>
    public string Column(DataView view, ViewColumn column) =>
        texts.Find($"views.column.{view.Key}.{column.Name}", culture, []) ?? Text($"views.column.{column.Name}");

    /// <summary>The name of a choice.</summary>
    public string Choice(ViewColumn column, string name) => Text($"views.choice.{column.Choice!.Name}.{name}");

    /// <summary>The name of what can be done from a row.</summary>
    public string Action(RowAction action) => Text($"views.action.{action.Key}");

    /// <summary>A text, or another where there is none.</summary>
    public string TextOr(string key, string otherwise) => texts.Find(key, culture, []) ?? otherwise;

    /// <summary>Any text of the views.</summary>
    public string Text(string key, params object?[] arguments) => texts.Find(key, culture, arguments) ?? key;
}
