namespace Ledger.Api.Pages.Shell;

/// <summary>The headings of the side navigation, in the order in which they stand.</summary>
internal enum NavigationGroup
{
    /// <summary>What a person does every day; it stands at the top and needs no heading.</summary>
    Work,

    /// <summary>Purchases and payments.</summary>
    Purchasing,

    /// <summary>Folios of electronic documents.</summary>
    Folios,

    /// <summary>Lists to look things up in.</summary>
    Lists,

    /// <summary>Companies, users, parameters, mails, audit trail and system.</summary>
    Administration,

    /// <summary>Drawing processes.</summary>
    Design,
}
