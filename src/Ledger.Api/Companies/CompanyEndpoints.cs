using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.Companies;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Companies;

/// <summary>Companies and their branches.</summary>
internal static class CompanyEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var companies = api.MapGroup("/companies").WithTags("companies");
        companies.MapGet("/", List).RequireAuthorization(Policies.SignedIn).WithSummary("The companies the caller has roles in.");
        companies.MapGet("/current", CurrentAsync).RequireAuthorization(Policies.Reads).WithSummary("The company chosen.");
        companies.MapPost("/", AddAsync).RequireAuthorization(Policies.Administers).AddEndpointFilter<Idempotency>()
            .WithSummary("Creates a company with its head office; the caller becomes its administrator.");
        companies.MapPut("/current", ChangeAsync).RequireAuthorization(Policies.Administers).WithSummary("Renames the company chosen.");
        var branches = api.MapGroup("/branches").WithTags("branches");
        branches.MapGet("/", BranchesAsync).RequireAuthorization(Policies.Reads).WithSummary("The branches, by code.");
        branches.MapPost("/", AddBranchAsync).RequireAuthorization(Policies.Administers).AddEndpointFilter<Idempotency>().WithSummary("Adds a branch.");
        branches.MapPost("/{id:long}/head-office", MoveHeadOfficeAsync).RequireAuthorization(Policies.Administers).WithSummary("Makes a branch the head office.");
    }

    private static Answer<IReadOnlyList<CompanyAccess>> List(Caller caller) => new(caller.Companies);

    private static async Task<Answer<Company>> CurrentAsync(Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db => db.Set<Company>().SingleAsync(c => c.Id == caller.Company)));

    private static Task<Answer<Company>> AddAsync(NewCompany company, Caller caller, UnitOfWork work) =>
        work.RunAsync(session => CreateAsync(session, company, caller));

    /// <summary>Creates a company and makes the caller its administrator: somebody must be able to go on setting it up.</summary>
    public static async Task<Company> CreateAsync(LedgerSession session, NewCompany company, Caller caller, bool hasChart = false)
    {
        var created = await new CompanyService(session).CreateAsync(company);
        var inside = LedgerSession.Join(session.Transaction, caller.Actor with { CompanyId = created.Id });
        if (hasChart)
        {
            await Ledger.Domain.Accounting.ChileanChart.CreateAsync(inside);
        }

        await new UserService(inside).GrantAsync(caller.UserId, Role.Administrator);
        return created;
    }

    private static Task<Answer<Done>> ChangeAsync(CompanyChange change, UnitOfWork work) =>
        work.RunAsync(session => new CompanyService(session).RenameAsync(change.Name, change.IsHeadOfficeInstallation));

    private static async Task<Answer<List<Branch>>> BranchesAsync(Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db => db.Set<Branch>().OrderBy(b => b.Code).ToListAsync()));

    private static Task<Answer<Branch>> AddBranchAsync(NewBranch branch, UnitOfWork work) =>
        work.RunAsync(session => new CompanyService(session).AddBranchAsync(branch.Code, branch.Name));

    private static Task<Answer<Done>> MoveHeadOfficeAsync(long id, UnitOfWork work) =>
        work.RunAsync(session => new CompanyService(session).MoveHeadOfficeAsync(id));
}

/// <summary>What can be changed of a company.</summary>
internal sealed record CompanyChange(string Name, bool IsHeadOfficeInstallation);

/// <summary>A branch to be added.</summary>
internal sealed record NewBranch(int Code, string Name);
