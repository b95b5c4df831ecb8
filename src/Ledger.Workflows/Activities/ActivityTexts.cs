namespace Ledger.Workflows.Activities;

/// <summary>Marks the resource files with the names and descriptions of the engine's activities, in Spanish and English.</summary>
public static class ActivityTexts;
