namespace Ledger.Workflows.Designer;

/// <summary>An option of a drop-down.</summary>
/// <param name="Value">What the definition stores.</param>
/// <param name="Text">What people read, in the language asked for.</param>
public sealed record OptionItem(string Value, string Text);
