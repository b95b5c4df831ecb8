namespace Ledger.Workflows.HumanTasks;

/// <summary>Marks the texts of tasks for the message catalog: TaskTexts.resx (Spanish) and TaskTexts.en.resx.</summary>
public sealed class TaskTexts;
