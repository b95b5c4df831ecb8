namespace Ledger.Workflows.Mail;

/// <summary>A mail with its text.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="Body">The text, html when <paramref name="IsHtml"/> says so.</param>
/// <param name="IsHtml">True when the text is html.</param>
/// <param name="Resends">The mails that send it again, the latest first.</param>
public sealed record MailContent(MailInfo Mail, string Body, bool IsHtml, IReadOnlyList<MailInfo> Resends);
