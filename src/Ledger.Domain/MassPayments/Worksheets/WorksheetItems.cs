using Ledger.Domain.PurchaseDocuments;
using Ledger.Foundation;

namespace Ledger.Domain.MassPayments.Worksheets;

/// <summary>The documents of a worksheet, set by set.</summary>
internal sealed class WorksheetItems(LedgerSession session, Worksheet sheet)
{
    private const int IdsAtOnce = 256;

    private const string Terms = "join mass_payment_worksheets w on w.id = x.worksheet_id";

    /// <summary>The session.</summary>
    public LedgerSession Session => session;

    private LedgerTransaction Transaction => session.Transaction;

    private static string Amounts(string amount) =>
        $"{WorksheetSql.Sign} * {amount}, {WorksheetSql.Sign} * {WorksheetSql.Local(amount)}, {WorksheetSql.Sign} * {WorksheetSql.Units(amount)}";

    /// <summary>Puts instalments on it that can be chosen and are not on it; returns how many.</summary>
    public async Task<int> AddAsync(IReadOnlyList<long> installmentIds)
    {
        await session.SaveAsync();
        var count = 0;
        foreach (var ids in installmentIds.Distinct().Order().Chunk(IdsAtOnce))
        {
            var sql = new SqlText();
            sql.Add(
                $"""
                insert into mass_payment_worksheet_items (worksheet_id, installment_id, company_id, amount, local_amount, units)
                select w.id, i.id, w.company_id, {Amounts("i.pending")}
                {PayableStatement.Tables}
                join mass_payment_worksheets w on w.company_id = d.company_id and w.id = {sql.Value(sheet.Id)}
                where {WorksheetSql.IsOffered} and {WorksheetSql.Obstacle} is null and i.id in ({sql.List(ids)})
                """);
            count += await Transaction.ExecuteAsync(sql.ToString(), sql.Values);
        }

        return count;
    }

    /// <summary>Takes instalments off it; returns how many.</summary>
    public async Task<int> RemoveAsync(IReadOnlyList<long> installmentIds)
    {
        var count = 0;
        foreach (var ids in installmentIds.Distinct().Chunk(IdsAtOnce))
        {
            var sql = new SqlText();
            sql.Add($"delete from mass_payment_worksheet_items where worksheet_id = {sql.Value(sheet.Id)} and installment_id in ({sql.List(ids)})");
            count += await Transaction.ExecuteAsync(sql.ToString(), sql.Values);
        }

        return count;
    }

    /// <summary>Computes all amounts anew at the worksheet's rate.</summary>
    public Task RestateAsync() => Transaction.ExecuteAsync(
        $"""
        update mass_payment_worksheet_items set (amount, local_amount, units) = (
            select {Amounts("i.pending")}
            {PayableStatement.Tables}
            join mass_payment_worksheets w on w.id = $1
            where i.id = mass_payment_worksheet_items.installment_id)
        where worksheet_id = $1
        """,
        sheet.Id);

    /// <summary>What changed since the documents were chosen; those that cannot be chosen any more are taken off, the others get their amount of now.</summary>
    public async Task<IReadOnlyList<WorksheetFinding>> ReviewAsync()
    {
        await session.SaveAsync();
        var rows = await Transaction.QueryAsync(
            $"""
            select x.installment_id, {WorksheetSql.Obstacle}, d.sii_type, d.letter, d.number, s.name, x.amount, {WorksheetSql.Sign} * i.pending, d.currency,
                   (select m.number from mass_payments m where m.id = i.mass_payment_id)
            from mass_payment_worksheet_items x
            {Terms}
            join installments i on i.id = x.installment_id
            join purchase_documents d on d.id = i.document_id
            join suppliers s on s.id = d.supplier_id
            where x.worksheet_id = $1 and (i.mass_payment_id is null or i.mass_payment_id <> w.mass_payment_id)
                and ({WorksheetSql.Obstacle} is not null or x.amount <> {WorksheetSql.Sign} * i.pending)
            order by s.name, d.sii_type, d.number, i.number
            """,
            row => (
                Id: row.GetInt64(0),
                Finding: new WorksheetFinding(
                    DocumentName.Of(row.GetInt32(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetInt64(4)), row.GetString(5),
                    row.IsDBNull(1) ? null : Enum.Parse<PayableObstacle>(row.GetString(1)), row.IsDBNull(9) ? null : row.GetInt64(9),
                    Stored.Amount(row.GetInt64(6)), Stored.Amount(row.GetInt64(7)), row.GetString(8))),
            sheet.Id);
        if (rows.Count > 0)
        {
            await RemoveAsync([.. rows.Where(r => r.Finding.Obstacle is not null).Select(r => r.Id)]);
            await RestateAsync();
        }

        return [.. rows.Select(r => r.Finding)];
    }

    /// <summary>All instalments on it.</summary>
    public Task<List<long>> IdsAsync() => Transaction.QueryAsync(
        "select installment_id from mass_payment_worksheet_items where worksheet_id = $1 order by installment_id", row => row.GetInt64(0), sheet.Id);

    /// <summary>Instalments on it that the mass payment does not hold.</summary>
    public Task<List<long>> AddedAsync() => Transaction.QueryAsync(
        """
        select x.installment_id from mass_payment_worksheet_items x where x.worksheet_id = $1 and not exists
            (select 1 from mass_payment_items m where m.mass_payment_id = $2 and m.installment_id = x.installment_id)
        order by x.installment_id
        """,
        row => row.GetInt64(0), sheet.Id, sheet.MassPaymentId);

    /// <summary>Instalments that the mass payment holds and that are not on it any more.</summary>
    public Task<List<long>> RemovedAsync() => Transaction.QueryAsync(
        """
        select m.installment_id from mass_payment_items m where m.mass_payment_id = $2 and not exists
            (select 1 from mass_payment_worksheet_items x where x.worksheet_id = $1 and x.installment_id = m.installment_id)
        order by m.installment_id
        """,
        row => row.GetInt64(0), sheet.Id, sheet.MassPaymentId);
}
