namespace Ledger.EndToEnd.Books;

/// <summary>
/// What must hold of the books whatever happened to the process that keeps them. Every rule is a query for what
/// breaks it, over the stored rows: amounts are ten-thousandths, so that sums are exact.
/// </summary>
internal static class BooksProof
{
    // A mass payment is paid, and nothing of it is being undone.
    private const string PaidPayment = "p.state = 'Paid' and p.annulment_begun_at is null";

    private static readonly (string Rule, string Violations)[] Rules =
    [
        ("every item of a paid mass payment is allocated exactly once, by an order or as a credit (P8, P9)",
            $"""
            select p.number, m.document_id, m.installment_id, m.amount, x.allocated from mass_payments p
            join mass_payment_items m on m.mass_payment_id = p.id
            join (select i.mass_payment_id, i.installment_id, coalesce(
                    (select sum(a.amount) from allocations a where a.installment_id = i.installment_id and a.mass_payment_id = i.mass_payment_id
                        and a.deallocated_at is null), 0) + coalesce(
                    (select sum(coalesce(a.source_amount, a.amount)) from allocations a where a.source_kind = 'CreditNote' and a.source_id = i.document_id
                        and a.mass_payment_id = i.mass_payment_id and a.deallocated_at is null), 0) as allocated
                from mass_payment_items i) x on x.mass_payment_id = m.mass_payment_id and x.installment_id = m.installment_id
            where {PaidPayment} and (x.allocated <> abs(m.amount) or m.payment_order_id is null)
            """),
        ("what a paid mass payment paid is no longer open",
            $"""
            select p.number, i.id, i.pending from mass_payments p join mass_payment_items m on m.mass_payment_id = p.id
            join installments i on i.id = m.installment_id where {PaidPayment} and (i.pending <> 0 or i.state <> 'Cancelled')
            """),
        ("what a mass payment has not paid is open as a whole",
            """
            select p.number, p.state, i.id, i.amount, i.pending from mass_payments p join mass_payment_items m on m.mass_payment_id = p.id
            join installments i on i.id = m.installment_id
            where p.state in ('Entered', 'Authorized') and p.annulment_begun_at is null and (i.pending <> abs(m.amount) or m.payment_order_id is not null)
            """),
        ("no supplier has two live orders of one mass payment",
            """
            select mass_payment_id, supplier_id, count(*) from payment_orders where state = 'Issued' and mass_payment_id is not null
            group by mass_payment_id, supplier_id having count(*) > 1
            """),
        ("a paid mass payment has one live order for each of its suppliers, of the sum of its items",
            $"""
            select p.number, m.supplier_id, sum(m.local_amount), max(o.local_amount) from mass_payments p
            join mass_payment_items m on m.mass_payment_id = p.id
            left join payment_orders o on o.mass_payment_id = p.id and o.supplier_id = m.supplier_id and o.state = 'Issued'
            where {PaidPayment} group by p.number, m.supplier_id having count(o.id) <> count(*) or max(o.local_amount) <> sum(m.local_amount)
            """),
        ("an order counts only in a mass payment that was paid, at least in part",
            """
            select o.number, p.number, p.state from payment_orders o join mass_payments p on p.id = o.mass_payment_id
            where o.state = 'Issued' and p.state not in ('Paid', 'PartlyPaid') and p.annulment_begun_at is null
            """),
        ("what is open of an instalment is its amount less what is allocated to it",
            """
            select i.id, i.amount, i.pending from installments i join purchase_documents d on d.id = i.document_id
            where d.kind = 'Invoice' and i.pending <> i.amount - coalesce(
                (select sum(a.amount) from allocations a where a.installment_id = i.id and a.deallocated_at is null), 0)
            """),
        ("what is open of a document is what is open of its instalments",
            """
            select d.id, d.open_amount from purchase_documents d where d.open_amount <> coalesce((select sum(i.pending) from installments i where i.document_id = d.id), 0)
            """),
        ("an allocation of an annulled order counts no longer",
            """
            select a.id from allocations a join payment_orders o on o.id = a.source_id
            where a.source_kind = 'PaymentOrder' and o.state = 'Annulled' and a.deallocated_at is null
            """),
        ("every allocation has its history",
            """
            select a.id from allocations a where
                (select count(*) from allocation_history h where h.allocation_id = a.id and h.action = 'Allocated') <> 1
                or (select count(*) from allocation_history h where h.allocation_id = a.id and h.action <> 'Allocated')
                    <> case when a.deallocated_at is null then 0 else 1 end
            """),
        ("every journal entry balances and has two lines or more (G2)",
            """
            select e.number, sum(l.debit), sum(l.credit), e.total_debit from journal_entries e join journal_lines l on l.entry_id = e.id
            group by e.id, e.number, e.total_debit, e.total_credit
            having sum(l.debit) <> sum(l.credit) or sum(l.debit) <> e.total_debit or sum(l.credit) <> e.total_credit or count(*) < 2
            union all select e.number, 0, 0, 0 from journal_entries e where not exists (select 1 from journal_lines l where l.entry_id = e.id)
            """),
        ("account balances are the sums of the journal's lines",
            """
            select coalesce(b.account_id, s.account_id), coalesce(b.period, s.period), b.debit, s.debit, b.credit, s.credit
            from account_balances b full outer join (
                select l.account_id, e.date / 100 as period, sum(l.debit) as debit, sum(l.credit) as credit
                from journal_lines l join journal_entries e on e.id = l.entry_id group by l.account_id, e.date / 100) s
                on s.account_id = b.account_id and s.period = b.period
            where coalesce(b.debit, 0) <> coalesce(s.debit, 0) or coalesce(b.credit, 0) <> coalesce(s.credit, 0)
            """),
        ("what is owed to a supplier is what its documents and orders leave open",
            """
            select s.code, coalesce(b.balance, 0), x.owed from suppliers s
            left join (select supplier_id, sum(balance) as balance from supplier_balances group by supplier_id) b on b.supplier_id = s.id
            join (select s2.id,
                    coalesce((select sum(case when d.kind = 'CreditNote' then -d.open_amount else d.open_amount end)
                        from purchase_documents d where d.supplier_id = s2.id and d.state <> 'Annulled'), 0)
                    - coalesce((select sum(o.on_account) from payment_orders o where o.supplier_id = s2.id and o.state = 'Issued'), 0) as owed
                from suppliers s2) x on x.id = s.id
            where coalesce(b.balance, 0) <> x.owed
            """),
        ("every live order has its treasury movement and its journal entry, of its amount",
            """
            select o.number, o.local_amount, m.state, sum(l.local_amount), e.total_debit from payment_orders o
            left join treasury_movements m on m.id = o.treasury_movement_id and m.payment_order_id = o.id
            left join treasury_movement_lines l on l.movement_id = m.id and l.side = 'Credit'
            left join journal_entries e on e.id = o.journal_entry_id and e.source_id = o.id
            where o.state = 'Issued'
            group by o.number, o.local_amount, m.state, e.total_debit, e.reversed_by_entry_id
            having m.state is null or m.state <> 'Recorded' or coalesce(sum(l.local_amount), 0) <> o.local_amount
                or e.total_debit is null or e.total_debit <> o.local_amount or e.reversed_by_entry_id is not null
            """),
        ("what an annulled order did is reversed, once",
            """
            select o.number, m.state, count(r.id) from payment_orders o
            join treasury_movements m on m.id = o.treasury_movement_id
            left join treasury_movements r on r.reverses_movement_id = m.id
            left join journal_entries e on e.id = o.journal_entry_id
            where o.state = 'Annulled'
            group by o.number, m.state, e.reversed_by_entry_id having m.state <> 'Reversed' or count(r.id) <> 1 or e.reversed_by_entry_id is null
            """),
        ("an order has one treasury movement",
            """
            select payment_order_id, count(*) from treasury_movements where payment_order_id is not null and reverses_movement_id is null
            group by payment_order_id having count(*) > 1
            """),
        ("a check number is used once", "select checkbook_id, number, count(*) from checks group by checkbook_id, number having count(*) > 1"),
        ("a check counts as long as its order",
            """
            select c.number, c.state, o.state from checks c join payment_orders o on o.id = c.payment_order_id
            where (c.state = 'Issued') <> (o.state = 'Issued')
            """),
        ("numbers of orders, entries, movements and mass payments are unique and have no gaps",
            """
            select 'orders', count(*), max(number) from payment_orders having count(*) <> coalesce(max(number), 0) or count(distinct number) <> count(*)
            union all select 'entries', count(*), max(number) from journal_entries having count(*) <> coalesce(max(number), 0) or count(distinct number) <> count(*)
            union all select 'movements', count(*), max(number) from treasury_movements having count(*) <> coalesce(max(number), 0) or count(distinct number) <> count(*)
            union all select 'mass payments', count(*), max(number) from mass_payments having count(*) <> coalesce(max(number), 0) or count(distinct number) <> count(*)
            """),
    ];

    /// <summary>Fails with every rule that does not hold, and the first rows that break it.</summary>
    public static async Task AssertAsync(DatabaseReader database)
    {
        var broken = new List<string>();
        foreach (var (rule, violations) in Rules)
        {
            var rows = await database.LinesAsync(violations);
            if (rows.Count > 0)
            {
                broken.Add($"{rule}: {rows.Count} rows, such as\n    {string.Join("\n    ", rows.Take(5))}");
            }
        }

        if (database.IsSqlite)
        {
            broken.AddRange((await database.LinesAsync("pragma integrity_check")).Where(l => l != "ok").Select(l => "the file is damaged: " + l));
            broken.AddRange((await database.LinesAsync("pragma foreign_key_check")).Select(l => "a foreign key leads nowhere: " + l));
        }

        broken.Should().BeEmpty("the books hold");
    }
}
