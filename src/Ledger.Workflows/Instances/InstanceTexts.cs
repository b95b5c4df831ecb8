namespace Ledger.Workflows.Instances;

/// <summary>Marks the texts of instances, incidents and the watchdog for the message catalog: InstanceTexts.resx (Spanish) and InstanceTexts.en.resx.</summary>
public sealed class InstanceTexts;
