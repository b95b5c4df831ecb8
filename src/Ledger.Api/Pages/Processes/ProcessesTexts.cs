namespace Ledger.Api.Pages.Processes;

/// <summary>Marks the texts of processes, runs and schedules for the message catalog: ProcessesTexts.resx (Spanish) and ProcessesTexts.en.resx.</summary>
public sealed class ProcessesTexts;
