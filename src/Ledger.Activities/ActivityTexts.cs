namespace Ledger.Activities;

/// <summary>Marks the resource files with the names, descriptions, ports and refusals of the activities, in Spanish and English.</summary>
public static class ActivityTexts;
