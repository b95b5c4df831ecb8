using Ledger.Domain.ExchangeRates;
using Microsoft.EntityFrameworkCore;
using Codes = Ledger.Domain.MassPayments.MassPaymentCodes;

namespace Ledger.Domain.MassPayments.Worksheets;

/// <summary>
/// Prepares mass payments for the person of the session (P1, P2, P5): what is chosen and typed is kept until it is
/// accepted or discarded. Whoever is not a person, such as a process, has no worksheets.
/// </summary>
public sealed class Worksheets(LedgerSession session)
{
    /// <summary>How long a worksheet that nobody touches is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(60);

    private long UserId => session.Actor.UserId ?? throw new InvalidOperationException("Only a person has worksheets.");

    /// <summary>
    /// The worksheet of a mass payment, or of a new one: the person's own as it was left, else a fresh one with what the
    /// company proposes, or with the fields and documents of the mass payment.
    /// </summary>
    /// <param name="massPaymentId">The mass payment that is modified; 0 for a new one.</param>
    /// <exception cref="DomainException">There is no such mass payment, or its state allows no modification.</exception>
    public async Task<Worksheet> OpenAsync(long massPaymentId)
    {
        var rules = await MassPaymentRules.LoadAsync(session.Db);
        var payment = massPaymentId == 0 ? null : await MassPaymentHeader.FindAsync(session.Db, massPaymentId);
        if (payment is not null)
        {
            MassPaymentHeader.Check(payment, MassPaymentMove.Modify, rules.Purchasing.AuthorizesMassPayments);
            if (payment.State != MassPaymentState.Entered)
            {
                throw MassPaymentRefusals.WrongState(MassPaymentMove.Modify, payment.State, payment.Number);
            }
        }

        await ForgetOldAsync();
        var sheet = await session.Db.Set<Worksheet>().FirstOrDefaultAsync(w => w.UserId == UserId && w.MassPaymentId == massPaymentId);
        if (sheet is { IsTouched: false, Choice: null })
        {
            await DeleteAsync(sheet.Id);
            sheet = null;
        }

        var isFresh = sheet is null;
        sheet ??= payment is null ? await NewAsync(rules) : From(payment, rules);
        if (sheet is { IsTouched: false, MassPaymentId: 0 })
        {
            // Only ticked so far, perhaps yesterday.
            sheet.EntryDate = sheet.EstimatedPaymentDate = rules.Company.DayOf(session.Now);
        }

        TakeRules(sheet, rules);
        if (isFresh)
        {
            session.Db.Add(sheet);
        }

        await session.SaveAsync();
        if (isFresh && payment is not null)
        {
            await session.Transaction.ExecuteAsync(
                """
                insert into mass_payment_worksheet_items (worksheet_id, installment_id, company_id, amount, local_amount, units)
                select cast($1 as bigint), installment_id, company_id, amount, local_amount, units from mass_payment_items where mass_payment_id = $2
                """,
                sheet.Id, payment.Id);
        }

        return sheet;
    }

    /// <summary>The person's worksheet of that key; null when it is gone or somebody else's.</summary>
    public Task<Worksheet?> FindAsync(long worksheetId) =>
        session.Db.Set<Worksheet>().AsNoTracking().FirstOrDefaultAsync(w => w.Id == worksheetId && w.UserId == UserId);

    /// <summary>Keeps the fields; a new rate restates the documents.</summary>
    /// <exception cref="DomainException">The worksheet is gone, or the rate is not positive. What else is wrong with the fields is said when they are accepted.</exception>
    public async Task<Worksheet> SaveAsync(long worksheetId, WorksheetFields fields)
    {
        MassPaymentFields.CheckRate(fields.ExchangeRate);
        var sheet = await GetAsync(worksheetId);
        var isRestated = sheet.ExchangeRate != fields.ExchangeRate;
        (sheet.Number, sheet.EntryDate, sheet.EstimatedPaymentDate) = (fields.Number, fields.EntryDate, fields.EstimatedPaymentDate);
        (sheet.Currency, sheet.ExchangeRate, sheet.StartsProcess) = (fields.Currency, fields.ExchangeRate, fields.StartsProcess);
        sheet.Remarks = string.IsNullOrEmpty(fields.Remarks) ? null : fields.Remarks;
        await TouchAsync(sheet);
        if (isRestated)
        {
            await new WorksheetItems(session, sheet).RestateAsync();
        }

        return sheet;
    }

    /// <summary>Keeps what the choice of documents shows, in the page's own form; null when it is closed.</summary>
    /// <exception cref="DomainException">The worksheet is gone.</exception>
    public async Task KeepChoiceAsync(long worksheetId, string? choice)
    {
        var sheet = await GetAsync(worksheetId);
        sheet.Choice = choice;
        await session.SaveAsync();
    }

    /// <summary>Puts instalments on the worksheet; what is on it already, or cannot be chosen (any more), is left out.</summary>
    /// <returns>How many were put on it.</returns>
    /// <exception cref="DomainException">The worksheet is gone.</exception>
    public async Task<int> AddAsync(long worksheetId, IReadOnlyList<long> installmentIds)
    {
        var sheet = await GetAsync(worksheetId);
        sheet.Choice = null;
        var added = await new WorksheetItems(session, sheet).AddAsync(installmentIds);
        if (added > 0)
        {
            await TouchAsync(sheet);
        }
        else
        {
            await session.SaveAsync();
        }

        return added;
    }

    /// <summary>Takes instalments off the worksheet; what is not on it is left alone.</summary>
    /// <returns>How many were taken off.</returns>
    /// <exception cref="DomainException">The worksheet is gone.</exception>
    public async Task<int> RemoveAsync(long worksheetId, IReadOnlyList<long> installmentIds)
    {
        var sheet = await GetAsync(worksheetId);
        var removed = await new WorksheetItems(session, sheet).RemoveAsync(installmentIds);
        if (removed > 0)
        {
            await TouchAsync(sheet);
        }

        return removed;
    }

    /// <summary>What the documents come to.</summary>
    public async Task<WorksheetTotals> TotalsAsync(long worksheetId) => (await session.Transaction.QueryAsync(
        """
        select count(*), cast(coalesce(sum(local_amount), 0) as bigint), cast(coalesce(sum(units), 0) as bigint)
        from mass_payment_worksheet_items where worksheet_id = $1 and company_id = $2
        """,
        row => new WorksheetTotals((int)row.GetInt64(0), Stored.Amount(row.GetInt64(1)), Stored.Amount(row.GetInt64(2))),
        worksheetId, session.CompanyId))[0];

    /// <summary>Compares the documents with how they are now: takes off what cannot be chosen any more, corrects amounts, and says both.</summary>
    /// <exception cref="DomainException">The worksheet is gone.</exception>
    public async Task<IReadOnlyList<WorksheetFinding>> ReviewAsync(long worksheetId) =>
        await new WorksheetItems(session, await GetAsync(worksheetId)).ReviewAsync();

    /// <summary>
    /// Records the worksheet: a new mass payment (P1), or the modification of one (P5); the worksheet is then gone. When
    /// documents changed since they were chosen, nothing is recorded: they are corrected on the worksheet and told, and the
    /// person accepts again.
    /// </summary>
    /// <exception cref="DomainException">As <see cref="MassPaymentEntry"/>; or the worksheet is gone.</exception>
    public async Task<WorksheetAcceptance> AcceptAsync(long worksheetId)
    {
        var sheet = await GetAsync(worksheetId);
        var rules = await MassPaymentRules.LoadAsync(session.Db);
        TakeRules(sheet, rules);
        await session.SaveAsync();
        var items = new WorksheetItems(session, sheet);
        var findings = await items.ReviewAsync();
        if (findings.Count > 0)
        {
            return new WorksheetAcceptance(null, findings);
        }

        var entry = new MassPaymentEntry(session);
        var payment = sheet.MassPaymentId == 0
            ? await entry.EnterAsync(new MassPaymentDraft(
                sheet.EntryDate, sheet.EstimatedPaymentDate, sheet.Currency, sheet.ExchangeRate, new PayableSelection { InstallmentIds = await items.IdsAsync() })
            {
                Number = rules.Purchasing.AutomaticMassPaymentNumbers ? null : sheet.Number,
                Remarks = sheet.Remarks,
            })
            : await entry.ModifyAsync(sheet.MassPaymentId, await ChangeAsync(sheet, rules, items), sheet.BaseRevision);
        await DeleteAsync(sheet.Id);
        return new WorksheetAcceptance(payment, []);
    }

    /// <summary>Forgets the worksheet and records nothing; one that is gone is gone.</summary>
    public async Task DiscardAsync(long worksheetId)
    {
        if (await session.Db.Set<Worksheet>().AnyAsync(w => w.Id == worksheetId && w.UserId == UserId))
        {
            await DeleteAsync(worksheetId);
        }
    }

    private static void TakeRules(Worksheet sheet, MassPaymentRules rules)
    {
        (sheet.LocalCurrency, sheet.ForeignCurrency) = (rules.Company.LocalCurrency, rules.Company.ForeignCurrency);
        (sheet.LocalStep, sheet.ForeignStep) = (RestatingTerms.StepOf(rules.Company.LocalCurrency), RestatingTerms.StepOf(rules.Company.ForeignCurrency));
        sheet.RequiresAuthorization = rules.Purchasing.RequiresPaymentAuthorization;
        sheet.AllowsDifferences = rules.Purchasing.AllowsPayingDocumentsWithDifferences;
    }

    private static async Task<MassPaymentChange> ChangeAsync(Worksheet sheet, MassPaymentRules rules, WorksheetItems items)
    {
        var payment = await MassPaymentHeader.FindAsync(items.Session.Db, sheet.MassPaymentId);
        var added = await items.AddedAsync();
        return new MassPaymentChange
        {
            Number = rules.Purchasing.AutomaticMassPaymentNumbers || sheet.Number == payment.Number ? null : sheet.Number,
            EntryDate = sheet.EntryDate,
            EstimatedPaymentDate = sheet.EstimatedPaymentDate,
            Currency = sheet.Currency,
            ExchangeRate = sheet.ExchangeRate == payment.ExchangeRate ? null : sheet.ExchangeRate,
            Remarks = sheet.Remarks ?? string.Empty,
            Add = added.Count == 0 ? null : new PayableSelection { InstallmentIds = added },
            RemoveInstallmentIds = await items.RemovedAsync(),
        };
    }

    private async Task<Worksheet> NewAsync(MassPaymentRules rules)
    {
        var today = rules.Company.DayOf(session.Now);
        var rate = await session.Db.Set<ExchangeRate>().AsNoTracking()
            .Where(r => r.Currency == rules.Company.ForeignCurrency && r.Date <= today)
            .OrderByDescending(r => r.Date).Select(r => (decimal?)r.Rate).FirstOrDefaultAsync();
        return new Worksheet
        {
            Id = session.NewId(),
            CompanyId = session.CompanyId,
            UserId = UserId,
            EntryDate = today,
            EstimatedPaymentDate = today,
            Currency = rules.Company.LocalCurrency,
            ExchangeRate = rate ?? 1m,
            LocalCurrency = rules.Company.LocalCurrency,
            ForeignCurrency = rules.Company.ForeignCurrency,
            ChangedAt = session.Now,
        };
    }

    private Worksheet From(MassPayment payment, MassPaymentRules rules) => new()
    {
        Id = session.NewId(),
        CompanyId = session.CompanyId,
        UserId = UserId,
        MassPaymentId = payment.Id,
        BaseRevision = payment.Revision,
        Number = payment.Number,
        EntryDate = payment.EntryDate,
        EstimatedPaymentDate = payment.EstimatedPaymentDate,
        Currency = payment.Currency,
        ExchangeRate = payment.ExchangeRate,
        Remarks = payment.Remarks,
        StartsProcess = false,
        LocalCurrency = rules.Company.LocalCurrency,
        ForeignCurrency = rules.Company.ForeignCurrency,
        ChangedAt = session.Now,
    };

    private async Task<Worksheet> GetAsync(long worksheetId) =>
        await session.Db.Set<Worksheet>().FirstOrDefaultAsync(w => w.Id == worksheetId && w.UserId == UserId)
        ?? throw new DomainException(Codes.WorksheetGone, $"The worksheet {worksheetId} is gone.") { IsConflict = true };

    private Task TouchAsync(Worksheet sheet)
    {
        (sheet.IsTouched, sheet.ChangedAt) = (true, session.Now);
        return session.SaveAsync();
    }

    private async Task DeleteAsync(long worksheetId)
    {
        session.Db.ChangeTracker.Clear();
        await session.Transaction.ExecuteAsync("delete from mass_payment_worksheet_items where worksheet_id = $1", worksheetId);
        await session.Transaction.ExecuteAsync("delete from mass_payment_worksheets where id = $1", worksheetId);
    }

    private async Task ForgetOldAsync()
    {
        var before = session.Now - KeptFor;
        foreach (var old in await session.Db.Set<Worksheet>().AsNoTracking().Where(w => w.UserId == UserId && w.ChangedAt < before).Select(w => w.Id).ToListAsync())
        {
            await DeleteAsync(old);
        }
    }
}
