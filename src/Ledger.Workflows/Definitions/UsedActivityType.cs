namespace Ledger.Workflows.Definitions;

/// <summary>An activity type that some stored version of some definition uses.</summary>
/// <param name="TypeName">The type name.</param>
/// <param name="Version">The version of the type the definition asks for.</param>
/// <param name="Outcomes">The outcomes by which connections leave activities of that type, in the order first seen.</param>
public sealed record UsedActivityType(string TypeName, int Version, IReadOnlyList<string> Outcomes);
