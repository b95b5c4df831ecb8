namespace Ledger.Domain.Accounting;

/// <summary>An entry to be posted.</summary>
/// <param name="Date">The accounting date.</param>
/// <param name="Narrative">The text.</param>
/// <param name="Source">What it comes from.</param>
/// <param name="SourceId">The key of what it comes from.</param>
/// <param name="Lines">The lines.</param>
public sealed record JournalEntryDraft(
    DateOnly Date, string Narrative, EntrySource Source, long? SourceId, IReadOnlyList<JournalLineDraft> Lines)
{
    /// <summary>The amount of the document the entry is of; when given, the entry's total must equal it (G2).</summary>
    public decimal? DocumentAmount { get; init; }

    /// <summary>The entry this one reverses.</summary>
    internal long? ReversesEntryId { get; init; }

    /// <summary>The debits less the credits (G2, "diferencia").</summary>
    public decimal Difference => Lines.Sum(line => line.Debit - line.Credit);

    /// <summary>This draft with its difference put on one line, by its index (G2, "asignar diferencia"); the line changes sides when it must.</summary>
    public JournalEntryDraft AssignDifference(int index)
    {
        var line = Lines[index];
        var net = line.Debit - line.Credit - Difference;
        var changed = line with { Debit = Math.Max(net, 0), Credit = Math.Max(-net, 0) };
        return this with { Lines = [.. Lines.Select((l, i) => i == index ? changed : l)] };
    }
}
