using System.Globalization;

namespace Ledger.Domain.Accounting;

/// <summary>The rules of an entry (G2), in the order they are checked; the first broken one is said.</summary>
internal static class JournalRules
{
    public static void Check(JournalEntryDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Narrative) || draft.Narrative.Length > ColumnSizes.Narrative)
        {
            throw new DomainException("journal.narrative", "An entry needs a narrative of at most 200 characters.", ColumnSizes.Narrative) { Field = "narrative" };
        }

        if (draft.Lines.Count < 2)
        {
            throw new DomainException("journal.too-few-lines", "An entry needs two lines or more.") { Field = "lines" };
        }

        for (var i = 0; i < draft.Lines.Count; i++)
        {
            CheckLine(draft.Lines[i], i + 1);
        }

        if (draft.Difference != 0)
        {
            throw new DomainException(
                "journal.unbalanced", string.Create(CultureInfo.InvariantCulture, $"The entry does not balance: debits less credits are {draft.Difference}."), draft.Difference);
        }

        var total = draft.Lines.Sum(line => line.Debit);
        if (draft.DocumentAmount is { } amount && amount != total)
        {
            throw new DomainException(
                "journal.differs-from-document",
                string.Create(CultureInfo.InvariantCulture, $"The entry is of {total} and its document of {amount}."), total, amount);
        }
    }

    /// <summary>An account kept in a foreign currency takes lines of that currency only.</summary>
    public static void CheckCurrency(JournalLineDraft line, string? accountCurrency)
    {
        if (accountCurrency is not null && line.ForeignCurrency is not null && line.ForeignCurrency != accountCurrency)
        {
            throw new DomainException(
                "journal.wrong-currency", $"The account is kept in {accountCurrency}, the line is in {line.ForeignCurrency}.", accountCurrency, line.ForeignCurrency)
            {
                Field = "foreignCurrency",
            };
        }
    }

    private static void CheckLine(JournalLineDraft line, int number)
    {
        if (line.Debit < 0 || line.Credit < 0 || line.ForeignAmount < 0)
        {
            throw new DomainException("journal.negative-line", $"Line {number} has a negative amount.", number) { Field = "lines" };
        }

        if (line.Debit == 0 && line.Credit == 0)
        {
            throw new DomainException("journal.zero-line", $"Line {number} has no amount.", number) { Field = "lines" };
        }

        if (line.Debit != 0 && line.Credit != 0)
        {
            throw new DomainException("journal.two-sides", $"Line {number} has a debit and a credit.", number) { Field = "lines" };
        }

        if (HasMoreThanFourDecimals(line.Debit + line.Credit) || HasMoreThanFourDecimals(line.ForeignAmount ?? 0))
        {
            throw new DomainException("journal.too-exact", $"Line {number} has more than four decimals.", number) { Field = "lines" };
        }

        if (line.Narrative?.Length > ColumnSizes.Narrative)
        {
            throw new DomainException("journal.narrative", $"The narrative of line {number} is too long.", ColumnSizes.Narrative) { Field = "lines" };
        }
    }

    private static bool HasMoreThanFourDecimals(decimal amount) => decimal.Round(amount, 4) != amount;
}
