namespace Ledger.Domain.Imports;

/// <summary>How many lines had which verdict.</summary>
internal sealed class ImportCounts
{
    public int Rows { get; private set; }

    public int Accepted { get; private set; }

    public int Rejected { get; private set; }

    public int Warned { get; private set; }

    public int Unchanged { get; private set; }

    public void Add<T>(IReadOnlyList<ImportedRow<T>> rows)
        where T : class
    {
        foreach (var row in rows)
        {
            Rows++;
            Accepted += row.Verdict == ImportVerdict.Accepted ? 1 : 0;
            Rejected += row.Verdict == ImportVerdict.Rejected ? 1 : 0;
            Warned += row.Verdict == ImportVerdict.Warned ? 1 : 0;
            Unchanged += row.Verdict == ImportVerdict.Unchanged ? 1 : 0;
        }
    }
}
