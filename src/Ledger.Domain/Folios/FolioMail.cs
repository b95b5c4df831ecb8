namespace Ledger.Domain.Folios;

/// <summary>A mail to be sent today about one request for folios (F5).</summary>
/// <param name="End">Which end it is from.</param>
/// <param name="Day">The company's day on which it is sent.</param>
/// <param name="Recipients">To whom, by the parameters.</param>
/// <param name="RequestKey">The request.</param>
/// <param name="BranchCode">The branch that asks.</param>
/// <param name="BranchName">Its name.</param>
/// <param name="DocumentType">The document kind.</param>
/// <param name="Workstation">The workstation; empty for none.</param>
/// <param name="Reason">Why the branch asked.</param>
/// <param name="Since">When it was asked, or came to head office.</param>
/// <param name="Obstacle">At head office: the code of the es/en text that says why nothing was assigned.</param>
public sealed record FolioMail(
    FolioEnd End, DateOnly Day, IReadOnlyList<string> Recipients, string RequestKey, int BranchCode, string BranchName, int DocumentType, string Workstation,
    FolioRequestReason Reason, DateTimeOffset Since, string? Obstacle);
