namespace Ledger.Workflows.Designer;

/// <summary>A form or data view that the task list can show, by the key a human task names. Registered as a service by the module that has it.</summary>
/// <param name="Key">The key in definitions, such as <c>mass-payment-authorization</c>.</param>
/// <param name="TextKey">The code of its name in the message catalogue.</param>
public sealed record TaskForm(string Key, string TextKey);
