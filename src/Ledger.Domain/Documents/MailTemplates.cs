using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Ledger.Domain.Folios;
using Ledger.Foundation.Texts;

namespace Ledger.Domain.Documents;

/// <summary>
/// The templates of mails, kept with those of printed documents (<see cref="DocumentTemplates"/>): one for each language, a whole html page whose title is the
/// subject. A process owner can edit them (F5).
/// </summary>
public static partial class MailTemplates
{
    private const int SubjectMax = 200;

    private static readonly (string Name, FolioEnd End)[] Mails =
        [(FolioMailWriter.BranchTemplate, FolioEnd.Branch), (FolioMailWriter.HeadOfficeTemplate, FolioEnd.HeadOffice)];

    /// <summary>Every template, by name and language, such as <c>folio-unmet-branch.es</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Mails.SelectMany(m => Languages.All.Select(l => NameOf(m.Name, l)))];

    /// <summary>The name of a mail's template in a language.</summary>
    public static string NameOf(string mail, CultureInfo culture) => $"{mail}.{culture.TwoLetterISOLanguageName}";

    /// <summary>The language of a template.</summary>
    public static CultureInfo LanguageOf(string name) => Languages.All.First(l => name.EndsWith("." + l.TwoLetterISOLanguageName, StringComparison.Ordinal));

    /// <summary>What a template may name, with values to try it with.</summary>
    public static IReadOnlyDictionary<string, object?> Sample(string name) =>
        FolioMailWriter.Sample(Mails.First(m => name.StartsWith(m.Name + ".", StringComparison.Ordinal)).End, LanguageOf(name));

    /// <summary>Writes a mail.</summary>
    /// <param name="name">The template's name, for refusals.</param>
    /// <param name="template">Its text.</param>
    /// <param name="model">What it names.</param>
    /// <param name="culture">The language of numbers and dates.</param>
    /// <exception cref="DomainException">
    /// The template cannot be compiled or names what there is not (<c>document.template-invalid</c>), or has no title to be the subject (<c>document.template-no-subject</c>).
    /// </exception>
    public static WrittenMail Write(string name, string template, IReadOnlyDictionary<string, object?> model, CultureInfo culture)
    {
        var html = new DocumentRenderer(culture, isStrict: true).Fill(name, template, model);
        // Data is escaped when it is filled in, so the first title is the template's own.
        var subject = WhiteSpace().Replace(WebUtility.HtmlDecode(Title().Match(html).Groups[1].Value), " ").Trim();
        return subject.Length == 0
            ? throw new DomainException(DocumentCodes.TemplateWithoutSubject, $"The template of {name} has no title, which is the mail's subject.") { Field = "content" }
            : new WrittenMail(subject.Length > SubjectMax ? subject[..(SubjectMax - 1)] + "…" : subject, html);
    }

    [GeneratedRegex("<title>(.*?)</title>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Title();

    // Control characters too: a subject is one line of the mail's head.
    [GeneratedRegex("[\\s\\p{C}]+")]
    private static partial Regex WhiteSpace();
}
