namespace Ledger.Domain.Documents;

/// <summary>A document ready to be shown, printed from the browser or turned into PDF.</summary>
/// <param name="Title">Its title and proposed file name, without an extension.</param>
/// <param name="Html">A complete page that needs no network and runs no script.</param>
/// <param name="Count">How many documents it holds, each beginning on a page of its own.</param>
public sealed record PrintedDocument(string Title, string Html, int Count);
