using Ledger.Workflows.Designer;
using Ledger.Workflows.Graph;

namespace Ledger.Api.Designer.Descriptors;

/// <summary>The editor of an input in the studio, and what it is set up with.</summary>
internal static class InputEditors
{
    /// <summary>Beyond this many a list of boxes is no help; names are then typed.</summary>
    public const int CheckListMax = 60;

    private static readonly Dictionary<string, object> Nothing = [];

    /// <summary>
    /// The editors that may be used. Another is shown as an error by the studio; of those it has, type-picker floods the server,
    /// and datetime-picker writes dates in the order of the browser's country (docs/designer.md).
    /// </summary>
    public static readonly IReadOnlySet<string> Known = new HashSet<string>(StringComparer.Ordinal)
    {
        "singleline", "multiline", "checkbox", "dropdown", "checklist", "radiolist", "dictionary", "code-editor", "multitext",
        "json-editor", "http-status-codes", "outcome-picker", "output-picker", "variable-picker", "input-picker",
        "workflow-definition-picker", "dynamic-outcomes", "flow-switch-editor", "switch-editor",
    };

    /// <summary>Those that need no more than their name, for inputs that a definition declares itself.</summary>
    public static readonly IReadOnlySet<string> Simple = new HashSet<string>(StringComparer.Ordinal)
    {
        "singleline", "multiline", "checkbox", "multitext", "json-editor", "dictionary",
    };

    /// <summary>The editor and its specification for an input with these options; null for one that takes any value.</summary>
    public static (string Hint, IReadOnlyDictionary<string, object> Specifications) For(InputDescriptor input, IReadOnlyList<OptionItem>? options)
    {
        var hint = input.Attribute.UIHint;
        return (hint, options) switch
        {
            ("dropdown" or "radiolist", { Count: 0 }) => ("singleline", Nothing),
            ("checklist", { Count: 0 or > CheckListMax }) => ("multitext", Nothing),
            ("dropdown", { } list) => (hint, Choices("dropdown", "selectList", list.Select(o => (object)new { o.Text, o.Value }))),
            ("radiolist", { } list) => (hint, Choices("radiolist", "radioList", list.Select(o => (object)new { o.Text, o.Value }))),
            ("checklist", { } list) => (hint, Choices("checklist", "checkList", list.Select(o => (object)new { o.Text, o.Value, IsChecked = false }))),
            ("code-editor", _) => (hint, Of("code-editor", new { Language = "javascript", EditorHeight = 1 })),
            ("json-editor", _) => (hint, Of("code-editor", new { Language = "json", EditorHeight = 0 })),
            ("dynamic-outcomes", _) when input.Attribute.FixedOutcomes.Length > 0 =>
                (hint, Of("DynamicOutcomesOptions", new { input.Attribute.FixedOutcomes })),
            _ => (hint, Nothing),
        };
    }

    /// <summary>The default as the studio shows it.</summary>
    public static object? Default(object? value) => value switch
    {
        Enum or TimeSpan => value.ToString(),
        _ => value,
    };

    private static Dictionary<string, object> Of(string name, object specification) => new(StringComparer.Ordinal) { [name] = specification };

    private static Dictionary<string, object> Choices(string name, string list, IEnumerable<object> items) => Of(
        name, new Dictionary<string, object> { [list] = new { Items = items.ToList(), IsFlagsEnum = false, SortItems = false } });
}
