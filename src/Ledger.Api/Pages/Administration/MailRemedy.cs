namespace Ledger.Api.Pages.Administration;

/// <summary>Finds out of what a transport said why a mail did not leave, so that the page can say it in plain words with the remedy.</summary>
internal static class MailRemedy
{
    // The first that fits; the texts are page.mails.remedy.<name>.
    private static readonly (string Name, string[] Parts)[] Kinds =
    [
        ("partly", ["sent to the other recipients"]),
        ("signing-in", ["5.7.0", "5.7.8", "535", "authentication", "must issue a starttls", "not authenticated", "credential"]),
        ("encryption", ["ssl", "tls", "certificate", "secure connection"]),
        ("recipient", ["server refused", "mailbox", "5.1.1", "user unknown", "recipient"]),
        ("size", ["exceeded storage", "5.2.2", "5.3.4", "too large", "quota"]),
        ("name", ["name or service not known", "no such host", "nodename nor servname", "temporary failure in name resolution"]),
        ("connection", ["connection refused", "actively refused", "failure sending mail", "unreachable", "connection reset", "timed out", "did not take the mail"]),
        ("folder", ["access to the path", "read-only file system", "no space left", "could not find a part of the path", "permission denied"]),
    ];

    /// <summary>The name of the remedy; <c>other</c> where nothing fits.</summary>
    public static string Of(string error) =>
        Kinds.FirstOrDefault(k => k.Parts.Any(p => error.Contains(p, StringComparison.OrdinalIgnoreCase))).Name ?? "other";
}
