namespace Ledger.Domain.Documents;

/// <summary>A template as it is used.</summary>
/// <param name="Content">The Handlebars text: html without head and body.</param>
/// <param name="Subject">The Handlebars text of a mail's subject; null for a printed document.</param>
/// <param name="IsOwn">True for the company's own, false for the one that comes with Ledger.</param>
public sealed record TemplateText(string Content, string? Subject, bool IsOwn)
{
    /// <summary>Changes with the text: what was read must still be so when it is replaced.</summary>
    public string Version { get; } = Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{IsOwn}\0{Subject}\0{Content}")))[..16];
}
