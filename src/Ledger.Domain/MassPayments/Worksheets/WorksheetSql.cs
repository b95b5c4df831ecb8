namespace Ledger.Domain.MassPayments.Worksheets;

/// <summary>
/// The rules of P2 and P3 as constant SQL for lists that stand beside a worksheet with the alias <c>w</c>: instalment
/// <c>i</c>, document <c>d</c>, supplier <c>s</c>. The same pieces that <see cref="PayableDocuments"/> asks with.
/// </summary>
public static class WorksheetSql
{
    /// <summary>−1 for credits, 1 for the rest.</summary>
    public static string Sign => PayableStatement.Sign;

    /// <summary>Documents of which something is open and that are not on the worksheet yet.</summary>
    public static string IsOffered =>
        $"""
        d.state in {PayableStatement.OpenStates} and i.pending > 0 and not exists
            (select 1 from mass_payment_worksheet_items x where x.worksheet_id = w.id and x.installment_id = i.id)
        """;

    /// <summary>Why an instalment cannot be put on the worksheet, as the name of a <see cref="PayableObstacle"/>, or null. What the mass payment that is modified holds itself may be.</summary>
    public static string Obstacle => PayableStatement.ObstacleSql(
        "i.mass_payment_id is not null and i.mass_payment_id <> w.mass_payment_id",
        "w.requires_authorization and i.mass_payment_id is null and d.payment_authorization <> 'Authorized'",
        "not w.allows_differences and i.mass_payment_id is null and d.has_differences");

    /// <summary>An amount of the instalment in local currency, without sign.</summary>
    public static string Local(string amount) => RestatedAmounts.LocalSql(amount, RestatingTerms.Worksheet);

    /// <summary>An amount of the instalment in units at the worksheet's rate, without sign.</summary>
    public static string Units(string amount) => RestatedAmounts.UnitsSql(amount, Local(amount), RestatingTerms.Worksheet);
}
