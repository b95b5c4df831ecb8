using Ledger.Domain.Parameters;
using Ledger.Foundation;

namespace Ledger.Domain.Accounting;

/// <summary>
/// Posts entries to the books: checks them (G2), numbers them, writes lines, entry and account balances in the
/// session's unit of work. Nothing else writes these tables.
/// </summary>
public sealed class Journal(LedgerSession session)
{
    private static readonly BulkInsert InsertLines = new(
        "journal_lines", "id", "company_id", "entry_id", "line_number", "account_id", "debit", "credit", "foreign_currency", "foreign_amount", "narrative");

    private static readonly BulkInsert InsertEntries = new(
        "journal_entries", "id", "company_id", "number", "date", "narrative", "source", "source_id", "reverses_entry_id", "reversed_by_entry_id",
        "total_debit", "total_credit", "posted_at", "posted_by");

    /// <summary>Posts one entry.</summary>
    /// <exception cref="DomainException">The entry breaks a rule of <see cref="JournalRules"/> or its date is closed; nothing was posted.</exception>
    public async Task<PostedEntry> PostAsync(JournalEntryDraft draft) => (await PostManyAsync([draft]))[0];

    /// <summary>Posts entries in their order, thousands at a time: consecutive numbers, bulk inserts, one change per account and month.</summary>
    /// <exception cref="DomainException">An entry breaks a rule or its date is closed; none was posted.</exception>
    public async Task<IReadOnlyList<PostedEntry>> PostManyAsync(IReadOnlyList<JournalEntryDraft> drafts)
    {
        if (drafts.Count == 0)
        {
            return [];
        }

        foreach (var draft in drafts)
        {
            JournalRules.Check(draft);
        }

        await CheckAccountsAsync(drafts);
        var closing = new ClosingDates(session);
        foreach (var date in drafts.Select(draft => draft.Date).Distinct())
        {
            await closing.CheckEntryAsync(date);
        }

        return await WriteAsync(drafts);
    }

    /// <summary>Reverses an entry by another that swaps its sides.</summary>
    /// <exception cref="DomainException">There is no such entry, it was reversed already, is a reversal itself, or the date is closed.</exception>
    public async Task<PostedEntry> ReverseAsync(long entryId, DateOnly date, string narrative) => (await ReverseManyAsync([entryId], date, narrative))[0];

    /// <summary>Reverses entries; all or none. The results are in the order of the keys given.</summary>
    /// <exception cref="DomainException">As <see cref="ReverseAsync"/>.</exception>
    public async Task<IReadOnlyList<PostedEntry>> ReverseManyAsync(IReadOnlyList<long> entryIds, DateOnly date, string narrative)
    {
        await session.LockAsync("journal_entries", entryIds);
        var drafts = new List<JournalEntryDraft>(entryIds.Count);
        foreach (var id in entryIds)
        {
            drafts.Add(await ReversalOfAsync(id, date, narrative));
        }

        var posted = await PostManyAsync(drafts);
        for (var i = 0; i < posted.Count; i++)
        {
            await session.Transaction.ExecuteAsync(
                "update journal_entries set reversed_by_entry_id = $2 where id = $1", entryIds[i], posted[i].Id);
        }

        return posted;
    }

    private async Task<JournalEntryDraft> ReversalOfAsync(long id, DateOnly date, string narrative)
    {
        var entry = await session.Transaction.QueryFirstAsync(
            "select number, reverses_entry_id, reversed_by_entry_id from journal_entries where id = $1 and company_id = $2",
            row => new { Number = row.GetInt64(0), IsReversal = !row.IsDBNull(1), IsReversed = !row.IsDBNull(2) }, id, session.CompanyId);
        if (entry is null)
        {
            throw new DomainException("journal.not-found", $"There is no journal entry with the key {id}.") { IsNotFound = true };
        }

        if (entry.IsReversed)
        {
            throw new DomainException("journal.already-reversed", $"Journal entry {entry.Number} was reversed already.", entry.Number) { IsConflict = true };
        }

        if (entry.IsReversal)
        {
            throw new DomainException("journal.is-reversal", $"Journal entry {entry.Number} is a reversal and cannot be reversed.", entry.Number);
        }

        var lines = await session.Transaction.QueryAsync(
            """
            select account_id, debit, credit, narrative, foreign_currency, foreign_amount
            from journal_lines where entry_id = $1 and company_id = $2 order by line_number
            """,
            row => new JournalLineDraft(
                row.GetInt64(0), Stored.Amount(row.GetInt64(2)), Stored.Amount(row.GetInt64(1)), row.IsDBNull(3) ? null : row.GetString(3),
                row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : Stored.Amount(row.GetInt64(5))),
            id, session.CompanyId);
        return new JournalEntryDraft(date, narrative, EntrySource.Reversal, id, lines) { ReversesEntryId = id };
    }

    private async Task CheckAccountsAsync(IReadOnlyList<JournalEntryDraft> drafts)
    {
        var currencies = new Dictionary<long, string?>();
        foreach (var line in drafts.SelectMany(draft => draft.Lines))
        {
            if (!currencies.TryGetValue(line.AccountId, out var currency))
            {
                currencies[line.AccountId] = currency = await PostableAsync(line.AccountId);
            }

            JournalRules.CheckCurrency(line, currency);
        }
    }

    private async Task<string?> PostableAsync(long accountId)
    {
        var account = await session.Transaction.QueryFirstAsync(
            "select code, is_postable, currency from accounts where id = $1 and company_id = $2",
            row => new { Code = row.GetString(0), IsPostable = row.GetBoolean(1), Currency = row.IsDBNull(2) ? null : row.GetString(2) },
            accountId, session.CompanyId);
        if (account is null)
        {
            throw new DomainException("journal.unknown-account", $"There is no account with the key {accountId}.", accountId) { Field = "accountId" };
        }

        return account.IsPostable
            ? account.Currency
            : throw new DomainException("journal.not-postable", $"Account {account.Code} is a heading: entries cannot use it.", account.Code) { Field = "accountId" };
    }

    private async Task<IReadOnlyList<PostedEntry>> WriteAsync(IReadOnlyList<JournalEntryDraft> drafts)
    {
        var first = await new NumberSequences(session).TakeAsync(NumberSequences.JournalEntries, drafts.Count);
        var posted = drafts.Select((_, i) => new PostedEntry(session.NewId(), first + i)).ToArray();

        // The lines go first: the entry seals them (JournalTriggers).
        await InsertLines.RunAsync(session.Transaction, drafts.SelectMany((draft, i) => LineRows(draft, posted[i].Id)));
        await InsertEntries.RunAsync(session.Transaction, drafts.Select((draft, i) => EntryRow(draft, posted[i])));
        await AddToBalancesAsync(drafts);
        session.Audit(
            "journal-entry.posted", "journal-entry", posted[0].Id,
            drafts.Count == 1
                ? new { number = first, date = drafts[0].Date, total = drafts[0].Lines.Sum(line => line.Debit), source = drafts[0].Source, sourceId = drafts[0].SourceId }
                : new { from = first, to = first + drafts.Count - 1, total = drafts.Sum(draft => draft.Lines.Sum(line => line.Debit)) });
        return posted;
    }

    private IEnumerable<object?[]> LineRows(JournalEntryDraft draft, long entryId)
    {
        for (var i = 0; i < draft.Lines.Count; i++)
        {
            var line = draft.Lines[i];
            yield return
            [
                session.NewId(), session.CompanyId, entryId, i + 1, line.AccountId, Stored.Of(line.Debit), Stored.Of(line.Credit),
                line.ForeignCurrency, Stored.Of(line.ForeignAmount), line.Narrative,
            ];
        }
    }

    private object?[] EntryRow(JournalEntryDraft draft, PostedEntry posted) =>
    [
        posted.Id, session.CompanyId, posted.Number, Stored.Of(draft.Date), draft.Narrative, draft.Source.ToString(), draft.SourceId,
        draft.ReversesEntryId, null, Stored.Of(draft.Lines.Sum(line => line.Debit)), Stored.Of(draft.Lines.Sum(line => line.Credit)),
        Stored.Of(session.Now), session.Actor.Name,
    ];

    private async Task AddToBalancesAsync(IReadOnlyList<JournalEntryDraft> drafts)
    {
        var changes = drafts
            .SelectMany(draft => draft.Lines.Select(line => (line.AccountId, Period: draft.Date.Year * 100 + draft.Date.Month, line.Debit, line.Credit)))
            .GroupBy(change => (change.AccountId, change.Period))
            .OrderBy(group => group.Key.AccountId).ThenBy(group => group.Key.Period);

        // In one order for everybody, so that two postings never wait for each other in a circle.
        foreach (var change in changes)
        {
            await session.Transaction.ExecuteAsync(
                """
                insert into account_balances (id, company_id, account_id, period, debit, credit) values ($1, $2, $3, $4, $5, $6)
                on conflict (account_id, period) do update
                set debit = account_balances.debit + excluded.debit, credit = account_balances.credit + excluded.credit
                """,
                session.NewId(), session.CompanyId, change.Key.AccountId, change.Key.Period,
                Stored.Of(change.Sum(c => c.Debit)), Stored.Of(change.Sum(c => c.Credit)));
        }
    }
}
