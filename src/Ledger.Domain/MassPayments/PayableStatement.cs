using Ledger.Foundation;

namespace Ledger.Domain.MassPayments;

/// <summary>
/// The one source of the rule which documents a mass payment may hold (P2) and of the filter over them (P3), as SQL: for
/// the grid's page, for its foot, for the set-based insert and for the reason of a refusal.
/// </summary>
internal sealed class PayableStatement
{
    /// <summary>The tables that every use reads.</summary>
    public const string Tables =
        """
        from installments i
        join purchase_documents d on d.id = i.document_id
        join suppliers s on s.id = d.supplier_id
        join branches b on b.id = d.branch_id
        """;

    /// <summary>The states of documents of which something may be open.</summary>
    internal const string OpenStates = "('Pending', 'OnAccount', 'PartlyCancelled')";

    private readonly PayableScope _scope;

    // PostgreSQL refuses values that the text does not name, so a piece takes its values when it is first used.
    private readonly Lazy<string> _local;
    private readonly Lazy<string> _units;

    public PayableStatement(PayableScope scope, SqlText sql, DatabaseKind database)
    {
        _scope = scope;
        Sql = sql;

        // SQLite compares text by its bytes; PostgreSQL would by its locale, and ranges and order would differ.
        SupplierCode = database == DatabaseKind.PostgreSql ? "s.code collate \"C\"" : "s.code";
        _local = new Lazy<string>(() => RestatedAmounts.LocalSql("i.pending", scope, sql));
        _units = new Lazy<string>(() => RestatedAmounts.UnitsSql("i.pending", Local, scope, sql));
    }

    /// <summary>The statement under construction.</summary>
    public SqlText Sql { get; }

    /// <summary>−1 for credits, 1 for the rest.</summary>
    public static string Sign => "(case when d.kind = 'CreditNote' then -1 else 1 end)";

    /// <summary>The supplier's code, compared by its bytes.</summary>
    public string SupplierCode { get; }

    /// <summary>The open amount in local currency, without sign.</summary>
    public string Local => _local.Value;

    /// <summary>The open amount in units, without sign.</summary>
    public string Units => _units.Value;

    /// <summary>Why the row cannot be chosen, as the name of a <see cref="PayableObstacle"/>, or null.</summary>
    public string Obstacle => ObstacleSql();

    /// <summary>The condition of the grid: payable by P2, and within the filter of P3.</summary>
    /// <param name="filter">The filter; validated before.</param>
    /// <param name="selectableOnly">True to leave out what is only shown.</param>
    public string Where(PayableFilter filter, bool selectableOnly)
    {
        var conditions = new List<string>
        {
            $"d.company_id = {Sql.Value(_scope.CompanyId)}",
            $"d.state in {OpenStates}",
            "i.pending > 0",
            "i.mass_payment_id is null",
            "s.enabled_for_mass_payments",
        };
        if (_scope.RequiresAuthorization)
        {
            conditions.Add("d.payment_authorization = 'Authorized'");
        }

        if (!filter.WithDifferences || (selectableOnly && !_scope.AllowsDifferences))
        {
            conditions.Add("not d.has_differences");
        }

        AddSupplierAndDates(filter, conditions);
        AddAmounts(filter, conditions);
        AddKindsAndNumbers(filter, conditions);
        AddBranchAndClassification(filter, conditions);
        return "where " + string.Join("\n  and ", conditions);
    }

    private void AddSupplierAndDates(PayableFilter filter, List<string> conditions)
    {
        Compare(conditions, SupplierCode, ">=", filter.SupplierFrom);
        Compare(conditions, SupplierCode, "<=", filter.SupplierTo);
        Compare(conditions, "d.issue_date", ">=", Stored(filter.IssuedFrom));
        Compare(conditions, "d.issue_date", "<=", Stored(filter.IssuedTo));
        Compare(conditions, "i.due_date", ">=", Stored(filter.DueFrom));
        Compare(conditions, "i.due_date", "<=", Stored(filter.DueTo));
    }

    private void AddAmounts(PayableFilter filter, List<string> conditions)
    {
        var column = filter.AmountsInUnits ? Units : Local;
        Compare(conditions, column, ">=", filter.AmountMin is { } min ? TenThousandthsConverter.ToStored(min) : null);
        Compare(conditions, column, "<=", filter.AmountMax is { } max ? TenThousandthsConverter.ToStored(max) : null);
    }

    private void AddKindsAndNumbers(PayableFilter filter, List<string> conditions)
    {
        if (filter.Kinds is { Count: > 0 } kinds)
        {
            conditions.Add($"d.kind in ({Sql.List(kinds.Distinct().Order().Select(k => k.ToString()).ToList())})");
        }

        Compare(conditions, "d.number", ">=", filter.NumberFrom);
        Compare(conditions, "d.number", "<=", filter.NumberTo);
    }

    private void AddBranchAndClassification(PayableFilter filter, List<string> conditions)
    {
        Compare(conditions, "b.code", ">=", filter.BranchFrom);
        Compare(conditions, "b.code", "<=", filter.BranchTo);
        if (filter.ClassificationIds is { Count: > 0 } classifications)
        {
            conditions.Add($"d.classification_id in ({Sql.List(classifications)})");
        }
    }

    private void Compare(List<string> conditions, string column, string comparison, object? value)
    {
        if (value is not null)
        {
            conditions.Add($"{column} {comparison} {Sql.Value(value)}");
        }
    }

    private string ObstacleSql() => ObstacleSql(
        "i.mass_payment_id is not null",
        _scope.RequiresAuthorization ? "d.payment_authorization <> 'Authorized'" : null,
        _scope.AllowsDifferences ? null : "d.has_differences");

    /// <summary>SQL that says why a row cannot be chosen, the gravest reason first; the conditions that are null hinder nothing.</summary>
    internal static string ObstacleSql(string isHeld, string? lacksAuthorization, string? hasDifferences) =>
        $"""
        (case when d.state = 'Annulled' then 'Annulled'
              when {isHeld} then 'InMassPayment'
              when i.pending <= 0 or d.state not in {OpenStates} then 'NothingOpen'
              when not s.enabled_for_mass_payments then 'SupplierNotEnabled'
              {(lacksAuthorization is null ? string.Empty : $"when {lacksAuthorization} then 'NotAuthorized'")}
              {(hasDifferences is null ? string.Empty : $"when {hasDifferences} then 'WithDifferences'")}
         end)
        """;

    private static object? Stored(DateOnly? date) => date is { } day ? DateNumberConverter.ToStored(day) : null;
}
