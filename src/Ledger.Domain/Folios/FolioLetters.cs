using System.Globalization;
using System.Resources;
using Ledger.Domain.Documents;
using Ledger.Domain.Users;
using Ledger.Foundation.Texts;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Folios;

/// <summary>
/// Writes the mails about folios with the company's templates (F5): one to all recipients of a language, who are colleagues and may see each other.
/// An address that is a person's is written to in the person's language, any other in Spanish.
/// </summary>
public sealed class FolioLetters(LedgerSession session)
{
    private static readonly ResourceManager Obstacles = new(typeof(FolioTexts).FullName!, typeof(FolioTexts).Assembly);

    /// <summary>Takes the mails that are due at an end (see <see cref="FolioMails.TakeDueAsync"/>) and writes them.</summary>
    public async Task<IReadOnlyList<FolioLetter>> TakeDueAsync(FolioEnd end)
    {
        var mails = await new FolioMails(session).TakeDueAsync(end);
        var letters = new List<FolioLetter>();
        if (mails.Count == 0)
        {
            return letters;
        }

        var site = await FolioSite.LoadAsync(session);
        var name = end == FolioEnd.Branch ? DocumentTemplates.FolioUnmetBranch : DocumentTemplates.FolioPendingHeadOffice;
        foreach (var (language, to) in await ByLanguageAsync(mails[0].Recipients))
        {
            var culture = CultureInfo.GetCultureInfo(language);
            var renderer = new DocumentRenderer(culture);
            var template = await DocumentTemplates.ReadAsync(session.Db, name, language);
            letters.AddRange(mails.Select(mail => Write(renderer, template, name, language, mail, to, Model(site, mail, culture))));
        }

        return letters;
    }

    // A stored template was tried when it was kept. Should it fail all the same, the mail goes out in the shipped form: a notice that is late helps nobody.
    private static FolioLetter Write(
        DocumentRenderer renderer, TemplateText template, string name, string language, FolioMail mail, IReadOnlyList<string> to, object model)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"folio:{mail.End}:{mail.RequestKey}:{language}:{mail.Day:yyyyMMdd}");
        try
        {
            return new FolioLetter(key, to, renderer.FillSubject(template.Subject!, model), renderer.Fill(template.Content, model), null);
        }
        catch (DomainException refusal) when (template.IsOwn)
        {
            var shipped = DocumentTemplates.Default(name, language);
            return new FolioLetter(key, to, renderer.FillSubject(shipped.Subject!, model), renderer.Fill(shipped.Content, model), $"{name}/{language}: {refusal.Message}");
        }
    }

    private static object Model(FolioSite site, FolioMail mail, CultureInfo culture)
    {
        var since = site.Company.DayOf(mail.Since);
        return new
        {
            company = new { name = site.Company.Name, rut = site.Company.Rut },
            branchCode = mail.BranchCode,
            branchName = mail.BranchName,
            documentType = mail.DocumentType,
            workstation = mail.Workstation,
            reasonKey = $"folioReason.{mail.Reason}",
            since,
            days = mail.Day.DayNumber - since.DayNumber,
            requestKey = mail.RequestKey,
            obstacle = mail.Obstacle is { } code ? Obstacles.GetString(code, culture) ?? code : string.Empty,
        };
    }

    private async Task<IReadOnlyList<(string Language, IReadOnlyList<string> To)>> ByLanguageAsync(IReadOnlyList<string> recipients)
    {
        var normalized = recipients.Select(r => r.ToUpperInvariant()).ToList();
        var people = await session.Db.Set<LedgerUser>().Where(u => u.IsActive && u.NormalizedEmail != null && normalized.Contains(u.NormalizedEmail))
            .OrderBy(u => u.Id).Select(u => new { u.NormalizedEmail, u.Culture }).ToListAsync();
        string Of(string address) => people.FirstOrDefault(p => p.NormalizedEmail == address.ToUpperInvariant())?.Culture is { } culture
            && Languages.All.FirstOrDefault(l => culture.StartsWith(l.TwoLetterISOLanguageName, StringComparison.OrdinalIgnoreCase)) is { } known
                ? known.TwoLetterISOLanguageName
                : Languages.Default.TwoLetterISOLanguageName;
        return [.. recipients.Distinct(StringComparer.OrdinalIgnoreCase).GroupBy(Of).OrderByDescending(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, (IReadOnlyList<string>)[.. g]))];
    }
}
