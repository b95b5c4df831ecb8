namespace Ledger.Workflows.Graph;

/// <summary>A variable that a workflow or a container declares.</summary>
/// <param name="Id">The id that other parts of the definition refer to.</param>
/// <param name="Name">The name in scripts and for people.</param>
/// <param name="Type">The type its values are converted to.</param>
/// <param name="Default">The value at the start of the scope.</param>
public sealed record VariableDeclaration(string Id, string Name, Type Type, object? Default)
{
    /// <summary>The name with its first letter in upper case, as in <c>getCounter()</c>.</summary>
    internal string ScriptName { get; } = Name.Length > 0 ? char.ToUpperInvariant(Name[0]) + Name[1..] : Name;
}
