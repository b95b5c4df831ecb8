using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Treasury;

/// <summary>Keeps the checkbooks and gives out check numbers. A number is used once, whatever becomes of its check.</summary>
public sealed class Checkbooks(LedgerSession session)
{
    private static readonly BulkInsert InsertChecks = new(
        "checks", "id", "company_id", "checkbook_id", "number", "state", "amount", "currency", "issue_date", "due_date", "payment_order_id",
        "supplier_id", "mass_payment_id");

    /// <summary>Adds a checkbook of a bank account.</summary>
    /// <exception cref="DomainException">The account is no bank, the numbers are not a run, overlap another checkbook, or it defers where the account does not.</exception>
    public async Task<Checkbook> AddAsync(long treasuryAccountId, string name, long firstNumber, long lastNumber, bool isDeferred = false)
    {
        var account = await new TreasuryAccounts(session).FindAsync(treasuryAccountId);
        if (account.Kind != TreasuryAccountKind.Bank)
        {
            throw new DomainException("checkbook.not-bank", $"Account {account.Code} is no bank account.", account.Code) { Field = "treasuryAccountId" };
        }

        if (firstNumber < 1 || lastNumber < firstNumber)
        {
            throw new DomainException("checkbook.numbers", "The numbers of a checkbook run from 1 or more to the last.") { Field = "firstNumber" };
        }

        if (isDeferred && !account.UsesDeferredChecks)
        {
            throw new DomainException("checkbook.deferred", $"Account {account.Code} does not use deferred checks.", account.Code) { Field = "isDeferred" };
        }

        if (await session.Db.Set<Checkbook>().AnyAsync(
            c => c.TreasuryAccountId == treasuryAccountId && c.FirstNumber <= lastNumber && c.LastNumber >= firstNumber))
        {
            throw new DomainException("checkbook.overlap", "Another checkbook of the account has some of the numbers.", firstNumber, lastNumber) { Field = "firstNumber" };
        }

        var checkbook = new Checkbook
        {
            Id = session.NewId(),
            CompanyId = session.CompanyId,
            TreasuryAccountId = treasuryAccountId,
            Name = Checks.Text(name, ColumnSizes.Name, "name"),
            FirstNumber = firstNumber,
            LastNumber = lastNumber,
            NextNumber = firstNumber,
            IsAvailable = true,
            IsDeferred = isDeferred,
        };
        session.Db.Add(checkbook);
        await session.SaveAsync();
        session.Audit("checkbook.created", "checkbook", checkbook.Id, new { account = account.Code, checkbook.Name, firstNumber, lastNumber, isDeferred });
        return checkbook;
    }

    /// <summary>Lets checks be taken from a checkbook, or no longer.</summary>
    public async Task SetAvailableAsync(long checkbookId, bool isAvailable)
    {
        var checkbook = await FindAsync(checkbookId);
        checkbook.IsAvailable = isAvailable;
        await session.SaveAsync();
        session.Audit(isAvailable ? "checkbook.opened" : "checkbook.closed", "checkbook", checkbookId, new { checkbook.Name });
    }

    /// <summary>The first available checkbook of an account, which payments propose (P7); null when there is none.</summary>
    public Task<Checkbook?> FirstAvailableAsync(long treasuryAccountId) =>
        session.Db.Set<Checkbook>().Where(c => c.TreasuryAccountId == treasuryAccountId && c.IsAvailable && c.NextNumber <= c.LastNumber)
            .OrderBy(c => c.FirstNumber).FirstOrDefaultAsync();

    /// <summary>Checks that a checkbook can give <paramref name="count"/> checks of an account (P7).</summary>
    /// <exception cref="DomainException">It is not available, belongs to another account, or has not enough free numbers.</exception>
    public async Task ValidateAsync(long checkbookId, long treasuryAccountId, int count)
    {
        var checkbook = await FindAsync(checkbookId);
        CheckBelongs(checkbook, treasuryAccountId);
        await CheckEnoughAsync(checkbook, count);
    }

    /// <summary>The lowest free numbers of a checkbook, in order, and no others may take them until the commit.</summary>
    /// <exception cref="DomainException">As <see cref="ValidateAsync"/>.</exception>
    public async Task<IReadOnlyList<long>> TakeAsync(long checkbookId, long treasuryAccountId, int count)
    {
        var checkbook = await FindAsync(checkbookId);
        CheckBelongs(checkbook, treasuryAccountId);
        await CheckEnoughAsync(checkbook, count);
        var used = await UsedAsync(checkbook);
        var taken = new List<long>(count);
        var number = checkbook.NextNumber;
        for (; taken.Count < count; number++)
        {
            if (!used.Contains(number))
            {
                taken.Add(number);
            }
        }

        checkbook.NextNumber = number;
        await session.SaveAsync();
        return taken;
    }

    /// <summary>Checks that one number of a checkbook is free (P7, a number given by a person).</summary>
    /// <exception cref="DomainException">It is outside the checkbook or used (<c>check.used</c>).</exception>
    public async Task ValidateNumberAsync(long checkbookId, long treasuryAccountId, long number)
    {
        var checkbook = await FindAsync(checkbookId);
        CheckBelongs(checkbook, treasuryAccountId);
        if (number < checkbook.FirstNumber || number > checkbook.LastNumber)
        {
            throw new DomainException("check.outside", $"Check {number} is not of checkbook {checkbook.Name}.", number, checkbook.Name) { Field = "checkNumber" };
        }

        if (number < checkbook.NextNumber || await session.Db.Set<Check>().AnyAsync(c => c.CheckbookId == checkbookId && c.Number == number))
        {
            throw Used(number, checkbook);
        }
    }

    /// <summary>Checks the due date of a check: after its issue date for a deferred one, else not before it (P7).</summary>
    /// <exception cref="DomainException">It is not (<c>check.due-date</c>).</exception>
    public static void ValidateDueDate(bool isDeferred, DateOnly issueDate, DateOnly dueDate)
    {
        if (isDeferred ? dueDate <= issueDate : dueDate < issueDate)
        {
            throw new DomainException("check.due-date", $"The check of {issueDate:O} falls due too early, on {dueDate:O}.", issueDate, dueDate) { Field = "dueDate" };
        }
    }

    /// <summary>Writes checks whose numbers were taken or validated.</summary>
    /// <exception cref="DomainException">A number was used by somebody else in the meantime (<c>check.used</c>).</exception>
    public async Task IssueManyAsync(IReadOnlyList<Check> checks)
    {
        try
        {
            await InsertChecks.RunAsync(session.Transaction, checks.Select(check => new object?[]
            {
                check.Id, session.CompanyId, check.CheckbookId, check.Number, CheckState.Issued.ToString(), Stored.Of(check.Amount), check.Currency,
                Stored.Of(check.IssueDate), Stored.Of(check.DueDate), check.PaymentOrderId, check.SupplierId, check.MassPaymentId,
            }));
        }
        catch (Exception e) when (Ledger.Foundation.LedgerTransaction.IsDuplicateKey(e))
        {
            throw new DomainException("check.used", "A check number was used already.", checks[0].Number) { IsConflict = true };
        }
    }

    /// <summary>Annuls the checks of payment orders; their numbers stay used.</summary>
    public async Task AnnulForOrdersAsync(IEnumerable<long> paymentOrderIds)
    {
        foreach (var id in paymentOrderIds)
        {
            await session.Transaction.ExecuteAsync(
                "update checks set state = 'Annulled' where payment_order_id = $1 and company_id = $2 and state = 'Issued'", id, session.CompanyId);
        }
    }

    private async Task<Checkbook> FindAsync(long checkbookId) =>
        await session.FindLockedAsync<Checkbook>("checkbooks", checkbookId) ?? throw Checks.NotFound("checkbook", checkbookId);

    private static void CheckBelongs(Checkbook checkbook, long treasuryAccountId)
    {
        if (checkbook.TreasuryAccountId != treasuryAccountId)
        {
            throw new DomainException("checkbook.other-account", $"Checkbook {checkbook.Name} belongs to another account.", checkbook.Name) { Field = "checkbookId" };
        }

        if (!checkbook.IsAvailable)
        {
            throw new DomainException("checkbook.not-available", $"Checkbook {checkbook.Name} is not available.", checkbook.Name) { Field = "checkbookId" };
        }
    }

    private async Task CheckEnoughAsync(Checkbook checkbook, int count)
    {
        var free = checkbook.LastNumber - checkbook.NextNumber + 1 - (await UsedAsync(checkbook)).Count;
        if (free < count)
        {
            throw new DomainException("checkbook.too-few", $"Checkbook {checkbook.Name} has {free} checks left, {count} are needed.", checkbook.Name, free, count)
            {
                Field = "checkbookId",
            };
        }
    }

    // Numbers a person chose out of turn, ahead of the next one.
    private async Task<HashSet<long>> UsedAsync(Checkbook checkbook) =>
        [.. await session.Db.Set<Check>().Where(c => c.CheckbookId == checkbook.Id && c.Number >= checkbook.NextNumber).Select(c => c.Number).ToListAsync()];

    private static DomainException Used(long number, Checkbook checkbook) =>
        new("check.used", $"Check {number} of checkbook {checkbook.Name} was used already.", number) { Field = "checkNumber", IsConflict = true };
}
