namespace Ledger.Activities.Imports;

/// <summary>Where processes find the files they import. Bound from the section <c>Ledger:Imports</c>.</summary>
public sealed class ImportOptions
{
    /// <summary>The folder of files to be imported; a process names a file in it and can reach nothing else.</summary>
    /// <value>The default value is <c>imports</c>, which the host puts into the data folder.</value>
    public string Folder { get; set; } = "imports";
}
