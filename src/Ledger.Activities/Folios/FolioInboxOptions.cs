namespace Ledger.Activities.Folios;

/// <summary>Where the tax authority's folio files are put to be imported without a person. Bound from the section <c>Ledger:Folios</c>.</summary>
public sealed class FolioInboxOptions
{
    /// <summary>The folder; each company has a folder in it that is called by its tax id, such as <c>76543219-7</c>.</summary>
    /// <value>The default value is <c>folios-inbox</c>, which the host puts into the data folder.</value>
    public string InboxFolder { get; set; } = "folios-inbox";

    /// <summary>A file that was written to less long ago is left for the next time: somebody may still be writing it.</summary>
    public TimeSpan SettlesAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>True to move files whose folios are stored to <c>accepted</c> instead of deleting them. They hold private keys in the clear.</summary>
    public bool KeepsAcceptedFiles { get; set; }
}
