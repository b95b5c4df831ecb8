using Ledger.Foundation.Auditing;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Companies;

/// <summary>Sets up companies and their branches.</summary>
public sealed class CompanyService(LedgerSession session)
{
    /// <summary>Creates a company with its head office as branch 1. Any session may; the company's own chain records it.</summary>
    /// <exception cref="DomainException">The tax id, a currency or the name is not valid, or the company exists.</exception>
    public async Task<Company> CreateAsync(NewCompany company)
    {
        var rut = Rut.Parse(company.Rut).ToString();
        var created = new Company
        {
            Id = session.NewId(),
            Rut = rut,
            Name = Checks.Text(company.Name, ColumnSizes.Name, "name"),
            LocalCurrency = Checks.Currency(company.LocalCurrency, "localCurrency"),
            ForeignCurrency = Checks.Currency(company.ForeignCurrency, "foreignCurrency"),
            IsHeadOfficeInstallation = company.IsHeadOfficeInstallation,
            TimeZone = TimeZoneInfo.TryFindSystemTimeZoneById(company.TimeZone, out _)
                ? company.TimeZone
                : throw new DomainException("company.time-zone", $"The time zone {company.TimeZone} is not known.", company.TimeZone) { Field = "timeZone" },
        };
        if (created.LocalCurrency == created.ForeignCurrency)
        {
            throw new DomainException("company.currencies", "The foreign currency must differ from the local one.") { Field = "foreignCurrency" };
        }

        if (await session.Db.Set<Company>().AnyAsync(c => c.Rut == rut))
        {
            throw Checks.CodeTaken(rut, "rut");
        }

        session.Db.Add(created);
        session.Db.Add(new Branch { Id = session.NewId(), CompanyId = created.Id, Code = 1, Name = "Casa Matriz", IsHeadOffice = true });
        await session.SaveAsync();
        AuditTrail.Record(
            session.Transaction, session.Actor with { CompanyId = created.Id }, new AuditChange("company.created", "company", created.Rut, company));
        return created;
    }

    /// <summary>The session's company.</summary>
    public async Task<Company> CurrentAsync() =>
        await session.Db.Set<Company>().SingleOrDefaultAsync(c => c.Id == session.CompanyId) ?? throw Checks.NotFound("company", session.CompanyId);

    /// <summary>Renames the session's company.</summary>
    /// <param name="name">The legal name.</param>
    /// <param name="isHeadOfficeInstallation">True when this installation is the head office.</param>
    /// <param name="revision">The revision that was read; null to change whatever is there.</param>
    /// <exception cref="DomainException">The name is not valid, or somebody changed the company meanwhile (<c>company.changed-meanwhile</c>).</exception>
    public async Task RenameAsync(string name, bool isHeadOfficeInstallation, int? revision = null)
    {
        var company = await CurrentAsync();
        if (revision is not null && revision != company.Revision)
        {
            throw new DomainException("company.changed-meanwhile", "Somebody changed the company meanwhile.") { IsConflict = true };
        }

        var before = new { company.Name, company.IsHeadOfficeInstallation };
        company.Name = Checks.Text(name, ColumnSizes.Name, "name");
        company.IsHeadOfficeInstallation = isHeadOfficeInstallation;
        await session.SaveAsync();
        session.Audit("company.changed", "company", company.Rut, new { before, after = new { company.Name, company.IsHeadOfficeInstallation } });
    }

    /// <summary>Adds a branch.</summary>
    /// <exception cref="DomainException">The code is not positive or taken.</exception>
    public async Task<Branch> AddBranchAsync(int code, string name)
    {
        if (code < 1)
        {
            throw new DomainException("branch.code", "A branch needs a code of 1 or more.") { Field = "code" };
        }

        var branch = new Branch { Id = session.NewId(), CompanyId = session.CompanyId, Code = code, Name = Checks.Text(name, ColumnSizes.Name, "name") };
        if (await session.Db.Set<Branch>().AnyAsync(b => b.Code == code))
        {
            throw Checks.CodeTaken(code.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        session.Db.Add(branch);
        await session.SaveAsync();
        session.Audit("branch.created", "branch", branch.Id, new { code, branch.Name });
        return branch;
    }

    /// <summary>Renames a branch.</summary>
    /// <exception cref="DomainException">There is no such branch, or the name is not valid.</exception>
    public async Task RenameBranchAsync(long branchId, string name)
    {
        var branch = await session.Db.Set<Branch>().SingleOrDefaultAsync(b => b.Id == branchId) ?? throw Checks.NotFound("branch", branchId);
        var before = new { branch.Name };
        branch.Name = Checks.Text(name, ColumnSizes.Name, "name");
        await session.SaveAsync();
        session.Audit("branch.changed", "branch", branch.Id, new { before, after = new { branch.Name } });
    }

    /// <summary>Makes a branch the head office; the one that was is no longer.</summary>
    /// <exception cref="DomainException">There is no such branch.</exception>
    public async Task MoveHeadOfficeAsync(long branchId)
    {
        var branch = await session.Db.Set<Branch>().SingleOrDefaultAsync(b => b.Id == branchId) ?? throw Checks.NotFound("branch", branchId);
        foreach (var former in await session.Db.Set<Branch>().Where(b => b.IsHeadOffice).ToListAsync())
        {
            former.IsHeadOffice = false;
        }

        // The unique index allows one: the former is written before the new.
        await session.SaveAsync();
        branch.IsHeadOffice = true;
        await session.SaveAsync();
        session.Audit("branch.head-office", "branch", branch.Id, new { branch.Code });
    }
}
