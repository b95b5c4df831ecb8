namespace Ledger.Workflows.Activities;

/// <summary>Describes an input of an activity.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InputAttribute : Attribute
{
    /// <summary>
    /// The editor in the designer: singleline, multiline, checkbox, dropdown, checklist, radiolist, multitext, dictionary,
    /// code-editor, json-editor, dynamic-outcomes, flow-switch-editor, switch-editor, http-status-codes, variable-picker,
    /// output-picker or outcome-picker. Any other is shown as an error there. Not datetime-picker: it writes dates in the
    /// format of the browser's country, so that the fourth of March becomes the third of April.
    /// </summary>
    public string UIHint { get; init; } = "singleline";

    /// <summary>The value when the definition gives none.</summary>
    public object? Default { get; init; }

    /// <summary>The fixed choices of a drop-down.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>The name of a registered option provider that fills a drop-down from the data (roles, filters, templates, …).</summary>
    public string? OptionsFrom { get; init; }

    /// <summary>True when a definition without this input is refused.</summary>
    public bool Required { get; init; }

    /// <summary>False when the activity evaluates the expression itself (loop conditions).</summary>
    public bool AutoEvaluate { get; init; } = true;

    /// <summary>True to keep the value out of the journal.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>The key of the group it belongs to in the designer, such as <c>Deadlines</c>; empty for the first group.</summary>
    public string? Group { get; init; }

    /// <summary>Outcomes that are there whatever an input with the editor dynamic-outcomes says.</summary>
    public string[] FixedOutcomes { get; init; } = [];

    /// <summary>The place among the inputs in the designer.</summary>
    public int Order { get; init; }
}
