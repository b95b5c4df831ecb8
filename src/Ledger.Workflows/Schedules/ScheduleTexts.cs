namespace Ledger.Workflows.Schedules;

/// <summary>Marks the texts of schedules for the message catalog: ScheduleTexts.resx (Spanish) and ScheduleTexts.en.resx.</summary>
public sealed class ScheduleTexts;
