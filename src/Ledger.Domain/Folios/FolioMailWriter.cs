using System.Globalization;
using System.Resources;
using Ledger.Domain.Documents;
using Ledger.Domain.Users;
using Ledger.Foundation.Texts;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Folios;

/// <summary>Writes the mails of the circuit from their templates, in the language of who reads them: a user's own, else Spanish (F5).</summary>
public sealed class FolioMailWriter(LedgerSession session)
{
    /// <summary>The template of the mail to a branch.</summary>
    public const string BranchTemplate = "folio-unmet-branch";

    /// <summary>The template of the mail to head office.</summary>
    public const string HeadOfficeTemplate = "folio-pending-head-office";

    private static readonly ResourceManager Texts = new(typeof(FolioTexts).FullName!, typeof(FolioTexts).Assembly);

    /// <summary>Takes the mails that are due at an end today (<see cref="FolioMails.TakeDueAsync"/>) and writes them.</summary>
    /// <returns>The mails, one for each request and language.</returns>
    public async Task<IReadOnlyList<FolioLetter>> WriteDueAsync(FolioEnd end)
    {
        var due = await new FolioMails(session).TakeDueAsync(end);
        if (due.Count == 0)
        {
            return [];
        }

        var site = await FolioSite.LoadAsync(session);
        var readers = await ReadersAsync(due[0].Recipients);
        var letters = new List<FolioLetter>(due.Count);
        foreach (var mail in due)
        {
            foreach (var (language, addresses) in readers)
            {
                letters.Add(await WriteAsync(site, mail, language, addresses));
            }
        }

        return letters;
    }

    /// <summary>What a template of the circuit may name, with values to try it with.</summary>
    /// <param name="end">Whose mail.</param>
    /// <param name="culture">The language.</param>
    public static IReadOnlyDictionary<string, object?> Sample(FolioEnd end, CultureInfo culture) => Model(
        new FolioMail(
            end, [], "2-123456789", 2, "Sucursal Temuco", 33, "caja 1", FolioRequestReason.NearToFinish, new DateTimeOffset(2026, 11, 16, 14, 5, 0, TimeSpan.Zero),
            end == FolioEnd.HeadOffice ? "folio-request.no-folios" : null),
        "Comercial Austral SpA", new DateOnly(2026, 11, 20), new DateTime(2026, 11, 16, 11, 5, 0), culture);

    private async Task<FolioLetter> WriteAsync(FolioSite site, FolioMail mail, CultureInfo culture, IReadOnlyList<string> to)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(site.Company.TimeZone);
        var model = Model(mail, site.Company.Name, site.Today, TimeZoneInfo.ConvertTime(mail.Since, zone).DateTime, culture);
        var name = MailTemplates.NameOf(mail.End == FolioEnd.Branch ? BranchTemplate : HeadOfficeTemplate, culture);
        string? problem = null;
        WrittenMail written;
        try
        {
            written = MailTemplates.Write(name, await DocumentTemplates.FindAsync(session.Db, name), model, culture);
        }
        catch (DomainException refusal)
        {
            // A template was right when it was saved; should one ever fail all the same, the mail is not lost for it.
            problem = refusal.Message;
            written = MailTemplates.Write(name, DocumentTemplates.Default(name), model, culture);
        }

        return new FolioLetter(mail.RequestKey, site.Today, culture.TwoLetterISOLanguageName, to, written.Subject, written.Html, problem);
    }

    private static Dictionary<string, object?> Model(FolioMail mail, string company, DateOnly today, DateTime since, CultureInfo culture) => new()
    {
        ["company"] = company,
        ["branchCode"] = mail.BranchCode,
        ["branch"] = mail.BranchName,
        ["kind"] = mail.DocumentType,
        ["kindName"] = Text("folio-kind." + mail.DocumentType.ToString(CultureInfo.InvariantCulture), culture),
        ["workstation"] = mail.Workstation,
        ["reason"] = Text("folio-reason." + mail.Reason, culture),
        ["since"] = since.ToString("g", culture),
        ["days"] = today.DayNumber - DateOnly.FromDateTime(since).DayNumber,
        ["obstacle"] = mail.Obstacle is { } obstacle ? Text(obstacle, culture) : string.Empty,
        ["request"] = mail.RequestKey,
        ["today"] = today.ToString("d", culture),
    };

    private static string Text(string code, CultureInfo culture) =>
        Texts.GetString(code, culture) ?? throw new InvalidOperationException($"The text {code} is missing.");

    // Who is a user of the company reads the own language.
    private async Task<List<(CultureInfo Language, IReadOnlyList<string> To)>> ReadersAsync(IReadOnlyList<string> addresses)
    {
        var normal = addresses.Select(a => a.ToUpperInvariant()).ToList();
        var known = await session.Db.Set<LedgerUser>().AsNoTracking()
            .Where(u => u.NormalizedEmail != null && normal.Contains(u.NormalizedEmail) && session.Db.Set<UserRole>().Any(r => r.UserId == u.Id))
            .Select(u => new { u.NormalizedEmail, u.Culture }).ToListAsync();
        var cultures = known.ToLookup(u => u.NormalizedEmail, u => u.Culture, StringComparer.Ordinal);
        return [.. addresses
            .GroupBy(a => Languages.All.FirstOrDefault(l => l.TwoLetterISOLanguageName == cultures[a.ToUpperInvariant()].FirstOrDefault()) ?? Languages.Default)
            .Select(g => (g.Key, (IReadOnlyList<string>)[.. g]))];
    }
}
