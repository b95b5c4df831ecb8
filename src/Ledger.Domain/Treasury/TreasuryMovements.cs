using Ledger.Domain.Accounting;
using Ledger.Domain.Parameters;

namespace Ledger.Domain.Treasury;

/// <summary>Records movements of money and undoes them. Closed days are refused.</summary>
public sealed class TreasuryMovements(LedgerSession session)
{
    private static readonly BulkInsert InsertMovements = new(
        "treasury_movements", "id", "company_id", "number", "date", "class", "payment_order_id", "state", "reverses_movement_id", "narrative",
        "recorded_at", "recorded_by");

    private static readonly BulkInsert InsertLines = new(
        "treasury_movement_lines", "id", "company_id", "movement_id", "line_number", "treasury_account_id", "side", "amount", "currency", "local_amount", "check_id");

    /// <summary>Records movements in their order with consecutive numbers; returns the first number.</summary>
    /// <exception cref="DomainException">A movement has no lines or an amount that is not above zero, or its date is closed; none was recorded.</exception>
    public Task<long> RecordManyAsync(IReadOnlyList<MovementDraft> drafts) => RecordAsync(drafts, []);

    /// <summary>Undoes movements by others with the sides swapped; all or none. Returns the first number of the new ones.</summary>
    /// <exception cref="DomainException">A movement does not exist, was undone already, or the date is closed.</exception>
    public async Task<long> ReverseManyAsync(IReadOnlyList<long> movementIds, DateOnly date, string narrative)
    {
        await session.LockAsync("treasury_movements", movementIds);
        var drafts = new List<MovementDraft>(movementIds.Count);
        foreach (var id in movementIds)
        {
            drafts.Add(await ReversalOfAsync(id, date, narrative));
        }

        var first = await RecordAsync(drafts, movementIds);
        foreach (var id in movementIds)
        {
            await session.Transaction.ExecuteAsync("update treasury_movements set state = 'Reversed' where id = $1", id);
        }

        return first;
    }

    private async Task<long> RecordAsync(IReadOnlyList<MovementDraft> drafts, IReadOnlyList<long> reversed)
    {
        if (drafts.Count == 0)
        {
            return 0;
        }

        foreach (var line in drafts.SelectMany(draft => draft.Lines.Count > 0 ? draft.Lines : throw Empty()))
        {
            Checks.Positive(line.Amount, line.Currency);
        }

        var closing = new ClosingDates(session);
        foreach (var date in drafts.Select(draft => draft.Date).Distinct())
        {
            await closing.CheckTreasuryAsync(date);
        }

        var first = await new NumberSequences(session).TakeAsync(NumberSequences.TreasuryMovements, drafts.Count);
        await InsertMovements.RunAsync(session.Transaction, drafts.Select((draft, i) => new object?[]
        {
            draft.Id, session.CompanyId, first + i, Stored.Of(draft.Date), draft.Class, draft.PaymentOrderId, MovementState.Recorded.ToString(),
            reversed.Count > 0 ? reversed[i] : null, Checks.Text(draft.Narrative, ColumnSizes.Narrative, "narrative"), Stored.Of(session.Now), session.Actor.Name,
        }));
        await InsertLines.RunAsync(session.Transaction, drafts.SelectMany(LineRows));
        session.Audit(
            reversed.Count > 0 ? "treasury-movement.reversed" : "treasury-movement.recorded", "treasury-movement", drafts[0].Id,
            new { from = first, to = first + drafts.Count - 1, total = drafts.Sum(draft => draft.Lines.Sum(line => line.LocalAmount)) });
        return first;
    }

    private IEnumerable<object?[]> LineRows(MovementDraft draft) => draft.Lines.Select((line, i) => new object?[]
    {
        session.NewId(), session.CompanyId, draft.Id, i + 1, line.TreasuryAccountId, line.Side.ToString(), Stored.Of(line.Amount), line.Currency,
        Stored.Of(line.LocalAmount), line.CheckId,
    });

    private async Task<MovementDraft> ReversalOfAsync(long id, DateOnly date, string narrative)
    {
        var movement = await session.Transaction.QueryFirstAsync(
            "select number, class, payment_order_id, state from treasury_movements where id = $1 and company_id = $2",
            row => new { Number = row.GetInt64(0), Class = row.GetInt32(1), OrderId = row.IsDBNull(2) ? (long?)null : row.GetInt64(2), State = row.GetString(3) },
            id, session.CompanyId);
        if (movement is null)
        {
            throw Checks.NotFound("treasury-movement", id);
        }

        if (movement.State == nameof(MovementState.Reversed))
        {
            throw new DomainException("treasury-movement.reversed", $"Treasury movement {movement.Number} was reversed already.", movement.Number) { IsConflict = true };
        }

        var lines = await session.Transaction.QueryAsync(
            """
            select treasury_account_id, side, amount, currency, local_amount, check_id
            from treasury_movement_lines where movement_id = $1 and company_id = $2 order by line_number
            """,
            row => new MovementLineDraft(
                row.GetInt64(0), row.GetString(1) == nameof(EntrySide.Debit) ? EntrySide.Credit : EntrySide.Debit, Stored.Amount(row.GetInt64(2)),
                row.GetString(3), Stored.Amount(row.GetInt64(4)), row.IsDBNull(5) ? null : row.GetInt64(5)),
            id, session.CompanyId);
        return new MovementDraft(session.NewId(), date, movement.Class, movement.OrderId, narrative, lines);
    }

    private static DomainException Empty() => new("treasury-movement.empty", "A treasury movement needs a line or more.") { Field = "lines" };
}
