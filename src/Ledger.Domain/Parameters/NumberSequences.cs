namespace Ledger.Domain.Parameters;

/// <summary>Numbers without gaps: a number taken by a unit of work that is undone is given to the next.</summary>
/// <remarks>Two units of work that take of one series wait for each other until the first commits; take late.</remarks>
public sealed class NumberSequences(LedgerSession session)
{
    /// <summary>The series of journal entries.</summary>
    public const string JournalEntries = "journal-entry";

    /// <summary>The series of payment orders.</summary>
    public const string PaymentOrders = "payment-order";

    /// <summary>The series of treasury movements.</summary>
    public const string TreasuryMovements = "treasury-movement";

    /// <summary>The series of assignments of folios.</summary>
    public const string FolioAssignments = "folio-assignment";

    /// <summary>The series of suppliers that imports create.</summary>
    public const string Suppliers = "supplier";

    /// <summary>Takes <paramref name="count"/> numbers of a series and returns the first; a new series starts at 1.</summary>
    public async Task<long> TakeAsync(string name, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return await session.Transaction.QueryFirstAsync(
            """
            insert into number_sequences (id, company_id, name, next) values ($1, $2, $3, $4 + 1)
            on conflict (company_id, name) do update set next = number_sequences.next + $4
            returning next - $4
            """,
            row => row.GetInt64(0), session.NewId(), session.CompanyId, name, (long)count);
    }

    /// <summary>Makes a series go on at a higher number; the numbers between are never used.</summary>
    /// <exception cref="DomainException">The number is not above the one that would be next (<c>number-sequence.not-higher</c>).</exception>
    public async Task RaiseAsync(string name, long next)
    {
        var before = await PeekAsync(name);
        var raised = next > before && next < 1_000_000_000_000
            ? await session.Transaction.ExecuteAsync(
                """
                insert into number_sequences (id, company_id, name, next) values ($1, $2, $3, $4)
                on conflict (company_id, name) do update set next = $4 where number_sequences.next < $4
                """,
                session.NewId(), session.CompanyId, name, next)
            : 0;
        if (raised == 0)
        {
            throw new DomainException("number-sequence.not-higher", $"The series {name} is at {before}; it only goes on at a higher number.", before) { Field = "next" };
        }

        session.Audit("number-sequence.raised", "number-sequence", name, new { before = new { next = before }, after = new { next } });
    }

    /// <summary>The number that will be taken next; another may take it before.</summary>
    public async Task<long> PeekAsync(string name)
    {
        var next = await session.Transaction.QueryFirstAsync(
            "select next from number_sequences where company_id = $1 and name = $2", row => row.GetInt64(0), session.CompanyId, name);
        return next == 0 ? 1 : next;
    }
}
