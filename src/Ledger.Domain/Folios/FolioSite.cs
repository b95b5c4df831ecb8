using Ledger.Domain.Companies;
using Ledger.Domain.Parameters;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Folios;

/// <summary>What the services of the circuit ask about where and when they are.</summary>
internal sealed class FolioSite
{
    /// <summary>The end that is head office; the others are branch codes.</summary>
    public const int HeadOffice = 0;

    private FolioSite(Company company, FolioParameters parameters, DateOnly today)
    {
        Company = company;
        Parameters = parameters;
        Today = today;
    }

    public Company Company { get; }

    public FolioParameters Parameters { get; }

    /// <summary>The company's day.</summary>
    public DateOnly Today { get; }

    public static async Task<FolioSite> LoadAsync(LedgerSession session)
    {
        var company = await new CompanyService(session).CurrentAsync();
        return new FolioSite(company, await new ParameterService(session).GetAsync<FolioParameters>(), company.DayOf(session.Now));
    }

    /// <summary>True when an end is of this installation.</summary>
    public bool IsHere(int end) => end == HeadOffice ? !Parameters.HeadOfficeIsElsewhere : !Parameters.BranchesElsewhere.Contains(end);

    public static async Task<Branch> BranchAsync(LedgerSession session, long branchId) =>
        await session.Db.Set<Branch>().AsNoTracking().SingleOrDefaultAsync(b => b.Id == branchId) ?? throw Checks.NotFound("branch", branchId);

    /// <summary>A branch whose books are kept in this installation.</summary>
    /// <exception cref="DomainException">There is no such branch, or it has an installation of its own (<c>folio.branch-elsewhere</c>).</exception>
    public async Task<Branch> OwnBranchAsync(LedgerSession session, long branchId)
    {
        var branch = await BranchAsync(session, branchId);
        return IsHere(branch.Code)
            ? branch
            : throw new DomainException("folio.branch-elsewhere", $"Branch {branch.Code} keeps its books in an installation of its own.", branch.Code) { IsConflict = true };
    }

    public static Task<Branch?> FindBranchAsync(LedgerSession session, int code) =>
        session.Db.Set<Branch>().AsNoTracking().SingleOrDefaultAsync(b => b.Code == code);
}
