namespace Ledger.Domain.Folios;

/// <summary>A mail about a request for folios, as it is sent (F5).</summary>
/// <param name="RequestKey">The request.</param>
/// <param name="Day">The company's day of the mail: there is one a day, end, request and language.</param>
/// <param name="Language">The language it is written in: es or en.</param>
/// <param name="To">Who reads that language.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Html">The text, html.</param>
/// <param name="TemplateProblem">Why the company's own template could not be used and the one that comes with Ledger was; null when all was well.</param>
public sealed record FolioLetter(string RequestKey, DateOnly Day, string Language, IReadOnlyList<string> To, string Subject, string Html, string? TemplateProblem);
