using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Domain.Companies;
using Ledger.Domain.Parameters;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Folios;

/// <summary>Judges and stores a folio file within a unit of work (F1).</summary>
public sealed class FolioImports(LedgerSession session, IFolioKeyVault vault, FolioAuthorityKeys keys)
{
    private const int FileNameMax = 260;

    /// <summary>Gives a file its verdict, and stores the authorisation when it is accepted. Every verdict is kept and audited.</summary>
    /// <remarks>Whoever imports numbers of the same kind at the same time waits: of two equal files one is accepted.</remarks>
    /// <exception cref="DomainException">This is a branch's installation, whose folios come from head office (<c>folio-import.branch</c>).</exception>
    public async Task<FolioImportResult> ImportAsync(FolioFile file)
    {
        var parameters = await new ParameterService(session).GetAsync<FolioParameters>();
        if (parameters.HeadOfficeIsElsewhere)
        {
            throw new DomainException("folio-import.branch", "The folios of a branch's installation come from head office.") { IsConflict = true };
        }

        var result = await JudgeAsync(file, parameters);
        session.Db.Add(new FolioImport
        {
            Id = session.NewId(),
            CompanyId = session.CompanyId,
            FileName = result.FileName,
            Verdict = result.Verdict,
            Arguments = JsonSerializer.Serialize(result.Arguments),
            AuthorizationId = result.AuthorizationId,
            ImportedAt = session.Now,
            ImportedBy = session.Actor.Name,
        });
        await session.SaveAsync();
        session.Audit(
            result.IsAccepted ? "folio-authorization.imported" : "folio-authorization.refused", "folio-authorization",
            result.AuthorizationId ?? 0, new { result.FileName, result.Verdict, result.Arguments });
        return result;
    }

    private async Task<FolioImportResult> JudgeAsync(FolioFile file, FolioParameters parameters)
    {
        var name = NameOf(file);
        Caf caf;
        try
        {
            caf = CafReader.Read(file.Content.Span);
        }
        catch (CafException e)
        {
            return new FolioImportResult(name, e.Verdict, [e.Part]);
        }

        var company = await new CompanyService(session).CurrentAsync();
        var key = keys.Find(caf.KeyId);
        if (JudgeAlone(caf, company, parameters, key) is { } refused)
        {
            return Result(refused.Verdict, refused.Detail);
        }

        var pair = CafSignature.CheckPair(caf);
        if (pair == FolioVerdict.KeyMismatch)
        {
            return Result(pair);
        }

        await FolioRanges.LockSeriesAsync(session, key!.Environment, caf.DocumentType);
        var authorizations = session.Db.Set<FolioAuthorization>().AsNoTracking();
        if (await authorizations.FirstOrDefaultAsync(a => a.Digest == caf.Digest) is { } same)
        {
            return Result(FolioVerdict.Duplicate) with { AuthorizationId = same.Id };
        }

        var today = company.DayOf(session.Now);
        var expiresOn = FolioKinds.ExpiresOn(caf.DocumentType, caf.AuthorizedOn, parameters.ExpiryMonths);
        if (caf.AuthorizedOn > today)
        {
            return Result(FolioVerdict.FutureDated, Day(caf.AuthorizedOn));
        }

        if (expiresOn < today)
        {
            return Result(FolioVerdict.Expired, Day(expiresOn.Value));
        }

        var other = await authorizations.Where(a => a.Environment == key.Environment && a.DocumentType == caf.DocumentType
            && a.FirstNumber <= caf.Last && a.LastNumber >= caf.First).OrderBy(a => a.FirstNumber).FirstOrDefaultAsync();
        if (other is not null)
        {
            return Result(FolioVerdict.Overlaps, Text(Math.Max(caf.First, other.FirstNumber)), Text(Math.Min(caf.Last, other.LastNumber)))
                with
            { AuthorizationId = other.Id };
        }

        var stored = await FolioAuthorizations.StoreAsync(session, vault, caf, key.Environment, expiresOn, FolioOrigin.Imported, pair == FolioVerdict.Accepted);
        await FolioRanges.AddAsync(session, stored, caf.First, caf.Last, FolioPlace.Free);
        await FolioNews.AnnounceToAssignAsync(session, parameters, caf.DocumentType);
        return Result(pair) with { AuthorizationId = stored.Id };

        FolioImportResult Result(FolioVerdict verdict, params string[] detail) =>
            new(name, verdict, [Text(caf.DocumentType), Text(caf.First), Text(caf.Last), .. detail]);
    }

    /// <summary>What can be said of a file without looking at others; null when nothing is wrong.</summary>
    private static (FolioVerdict Verdict, string[] Detail)? JudgeAlone(Caf caf, Company company, FolioParameters parameters, FolioAuthorityKey? key)
    {
        if (caf.Rut != company.Rut)
        {
            return (FolioVerdict.OtherCompany, [caf.Rut]);
        }

        if (key is null)
        {
            return (FolioVerdict.UnknownKey, [Text(caf.KeyId)]);
        }

        return key.Environment != parameters.Environment
            ? (FolioVerdict.OtherEnvironment, [Text(caf.KeyId)])
            : CafSignature.Check(caf, key) is { } verdict ? (verdict, []) : null;
    }

    // A name comes from outside: control characters and those that turn the direction of writing would forge what shows it, and half a character cannot be stored.
    private static string NameOf(FolioFile file)
    {
        var name = string.Concat(file.Name.EnumerateRunes().Where(IsShown).Take(FileNameMax)).Trim();
        return name.Length == 0 ? "-" : name;
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Day(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
