namespace Ledger.Domain.Documents;

/// <summary>A mail made from a template.</summary>
/// <param name="Subject">The subject: the title of the page, one line.</param>
/// <param name="Html">The text, html.</param>
public sealed record WrittenMail(string Subject, string Html);
