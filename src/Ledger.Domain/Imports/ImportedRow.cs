namespace Ledger.Domain.Imports;

/// <summary>A line (with those that continue it) on its way through an importer.</summary>
/// <typeparam name="T">What the line says.</typeparam>
public sealed class ImportedRow<T>
    where T : class
{
    /// <summary>The line of the file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>What it says; null when it could not be read.</summary>
    public T? Row { get; init; }

    /// <summary>What becomes of it.</summary>
    public ImportVerdict Verdict { get; private set; } = ImportVerdict.Accepted;

    /// <summary>Why, and what was remarked.</summary>
    public List<ImportReason> Reasons { get; } = [];

    /// <summary>What it made or changed.</summary>
    public long? SubjectId { get; set; }

    /// <summary>True when it is refused; nothing of it is written.</summary>
    public bool IsRejected => Verdict == ImportVerdict.Rejected;

    /// <summary>Refuses the line.</summary>
    public void Reject(ImportReason reason)
    {
        Verdict = ImportVerdict.Rejected;
        Reasons.Add(reason);
    }

    /// <summary>Remarks something on a line that is taken.</summary>
    public void Warn(ImportReason reason)
    {
        Verdict = IsRejected ? Verdict : ImportVerdict.Warned;
        Reasons.Add(reason);
    }

    /// <summary>Forgets what was decided after reading, so that a unit of work that runs again decides afresh.</summary>
    internal void ResetTo(ImportVerdict verdict, int reasons)
    {
        Verdict = verdict;
        Reasons.RemoveRange(reasons, Reasons.Count - reasons);
        SubjectId = null;
    }

    /// <summary>Notes that everything the line says was there already.</summary>
    public void Unchanged() => Verdict = ImportVerdict.Unchanged;
}
