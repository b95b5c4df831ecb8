using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Accounting;

/// <summary>Keeps the chart of accounts and the posting templates.</summary>
public sealed class ChartOfAccounts(LedgerSession session)
{
    /// <summary>Adds an account.</summary>
    /// <exception cref="DomainException">The code or name is missing or too long, the code is taken, or the currency is not known.</exception>
    public async Task<Account> AddAsync(string code, string name, AccountNature nature, bool isPostable = true, string? currency = null)
    {
        var account = new Account
        {
            Id = session.NewId(),
            CompanyId = session.CompanyId,
            Code = Checks.Text(code, ColumnSizes.Code, "code"),
            Name = Checks.Text(name, ColumnSizes.Name, "name"),
            Nature = nature,
            IsPostable = isPostable,
            Currency = currency is null ? null : Checks.Currency(currency),
        };
        if (await session.Db.Set<Account>().AnyAsync(a => a.Code == account.Code))
        {
            throw Checks.CodeTaken(account.Code);
        }

        session.Db.Add(account);
        await session.SaveAsync();
        session.Audit("account.created", "account", account.Code, new { account.Name, nature, isPostable, currency });
        return account;
    }

    /// <summary>Renames an account, or makes it a heading. Posted lines stay as they are.</summary>
    public async Task ChangeAsync(long accountId, string name, bool isPostable)
    {
        var account = await session.Db.Set<Account>().SingleOrDefaultAsync(a => a.Id == accountId) ?? throw Checks.NotFound("account", accountId);
        var before = new { account.Name, account.IsPostable };
        account.Name = Checks.Text(name, ColumnSizes.Name, "name");
        account.IsPostable = isPostable;
        await session.SaveAsync();
        session.Audit("account.changed", "account", account.Code, new { before, after = new { account.Name, account.IsPostable } });
    }

    /// <summary>The account with a code.</summary>
    /// <exception cref="DomainException">There is none (<c>account.unknown-code</c>).</exception>
    public async Task<Account> ByCodeAsync(string code) =>
        await session.Db.Set<Account>().SingleOrDefaultAsync(a => a.Code == code)
        ?? throw new DomainException("account.unknown-code", $"There is no account {code}.", code) { Field = "code", IsNotFound = true };

    /// <summary>Adds a posting template.</summary>
    /// <exception cref="DomainException">The code is taken, or the lines do not have both sides.</exception>
    public async Task<PostingTemplate> AddTemplateAsync(string code, string name, IReadOnlyList<NewTemplateLine> lines)
    {
        var template = new PostingTemplate
        {
            Id = session.NewId(),
            CompanyId = session.CompanyId,
            Code = Checks.Text(code, ColumnSizes.Code, "code"),
            Name = Checks.Text(name, ColumnSizes.Name, "name"),
        };
        if (await session.Db.Set<PostingTemplate>().AnyAsync(t => t.Code == template.Code))
        {
            throw Checks.CodeTaken(template.Code);
        }

        if (lines.All(line => line.Side == EntrySide.Debit) || lines.All(line => line.Side == EntrySide.Credit))
        {
            throw new DomainException("posting-template.one-side", "A posting template needs a debit line and a credit line.") { Field = "lines" };
        }

        session.Db.Add(template);
        session.Db.AddRange(lines.Select((line, i) => new PostingTemplateLine
        {
            Id = session.NewId(),
            CompanyId = session.CompanyId,
            TemplateId = template.Id,
            LineNumber = i + 1,
            Role = line.Role,
            AccountId = line.AccountId,
            Side = line.Side,
            Narrative = Checks.Text(line.Narrative, ColumnSizes.Narrative, "narrative"),
        }));
        await session.SaveAsync();
        session.Audit("posting-template.created", "posting-template", template.Code, new { template.Name, lines });
        return template;
    }
}
