using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Accounting;

/// <summary>The chart of accounts and the balances.</summary>
internal static class AccountEndpoints
{
    private static readonly Sorts<Account> Sorting = new() { ["code"] = a => a.Code, ["name"] = a => a.Name, ["nature"] = a => a.Nature };

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("/accounts").WithTags("accounts");
        accounts.MapGet("/", ListAsync).RequireAuthorization(Policies.Reads).WithSummary("The chart of accounts; sortable by code, name, nature.");
        accounts.MapPost("/", AddAsync).RequireAuthorization(Policies.Administers).AddEndpointFilter<Idempotency>().WithSummary("Adds an account.");
        accounts.MapPut("/{id:long}", ChangeAsync).RequireAuthorization(Policies.Administers).WithSummary("Renames an account; opens or closes it for posting.");
        api.MapGet("/account-balances", BalancesAsync).WithTags("accounts").RequireAuthorization(Policies.Reads)
            .WithSummary("Debits and credits by account, from one period to another (yyyymm), in local currency.");
    }

    private static async Task<Answer<Page<Account>>> ListAsync(
        [AsParameters] PageQuery page, string? search, AccountNature? nature, bool? postable, Caller caller, LedgerDatabase database) =>
        new(await database.ReadAsync(caller.Company, db =>
        {
            var rows = db.Set<Account>().AsQueryable();
            if (!string.IsNullOrEmpty(search))
            {
                rows = rows.Where(a => a.Code.StartsWith(search) || a.Name.Contains(search));
            }

            if (nature is not null)
            {
                rows = rows.Where(a => a.Nature == nature);
            }

            if (postable is not null)
            {
                rows = rows.Where(a => a.IsPostable == postable);
            }

            return rows.PageAsync(page, Sorting, a => a.Id, a => a);
        }));

    private static Task<Answer<Account>> AddAsync(NewAccount account, UnitOfWork work) => work.RunAsync(session =>
        new ChartOfAccounts(session).AddAsync(account.Code, account.Name, account.Nature, account.IsPostable, account.Currency));

    private static Task<Answer<Done>> ChangeAsync(long id, AccountChange change, UnitOfWork work) =>
        work.RunAsync(session => new ChartOfAccounts(session).ChangeAsync(id, change.Name, change.IsPostable));

    private static async Task<Answer<TrialBalance>> BalancesAsync(int? from, int? to, Caller caller, LedgerDatabase database) =>
        new(await TrialBalance.ReadAsync(database, caller.Company, from ?? 0, to ?? 999_912));
}

/// <summary>An account to be added.</summary>
internal sealed record NewAccount(string Code, string Name, AccountNature Nature, bool IsPostable = true, string? Currency = null);

/// <summary>What can be changed of an account.</summary>
internal sealed record AccountChange(string Name, bool IsPostable);
