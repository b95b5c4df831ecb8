namespace Ledger.Domain.Folios;

/// <summary>How a company runs the folio circuit (manual 002, "Puesta en marcha").</summary>
public sealed record FolioParameters
{
    /// <summary>Which of the authority's worlds the company's folios are of; files of the other are refused (F1).</summary>
    public FolioEnvironment Environment { get; init; } = FolioEnvironment.Production;

    /// <summary>"Asignación automática de folios": false leaves requests and updates of books to the folio administrator.</summary>
    public bool AutomaticAssignment { get; init; } = true;

    /// <summary>Calendar months that folios of expiring kinds last (Res. Ex. SII 58/2017).</summary>
    public int ExpiryMonths { get; init; } = 6;

    /// <summary>True when head office assigns what it has though it is less than the configured quantity; false keeps the request pending until all is there.</summary>
    public bool AssignsPartly { get; init; } = true;

    /// <summary>Who is mailed at the branch about unmet requests (F5).</summary>
    public IReadOnlyList<string> BranchMailRecipients { get; init; } = [];

    /// <summary>Who is mailed at head office about pending requests (F5).</summary>
    public IReadOnlyList<string> HeadOfficeMailRecipients { get; init; } = [];

    /// <summary>True in a branch's installation whose head office is another one (F9).</summary>
    public bool HeadOfficeIsElsewhere { get; init; }

    /// <summary>At head office: the codes of the branches that run an installation of their own (F9).</summary>
    public IReadOnlyList<int> BranchesElsewhere { get; init; } = [];
}
