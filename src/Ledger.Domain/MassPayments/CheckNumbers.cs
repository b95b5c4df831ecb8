using Ledger.Domain.Treasury;
using Microsoft.EntityFrameworkCore;
using Codes = Ledger.Domain.MassPayments.MassPaymentCodes;
using static Ledger.Domain.MassPayments.MassPaymentRefusals;

namespace Ledger.Domain.MassPayments;

/// <summary>Checks that each checkbook has the checks a generation needs, and settles the numbers where a person asked for some (P7).</summary>
/// <param name="session">The session.</param>
/// <param name="checkbooks">The checkbooks by key.</param>
/// <param name="problems">Where what cannot be used is collected; all numbers are settled then, as they are to be expected. Null to refuse with the first.</param>
internal sealed class CheckNumbers(LedgerSession session, IReadOnlyDictionary<long, Checkbook> checkbooks, FundsProblems? problems = null)
{
    /// <summary>The rows with their numbers.</summary>
    /// <param name="rows">The suppliers in the order they are paid.</param>
    /// <param name="first">The number to begin with, for all; null for the first free one.</param>
    /// <remarks>
    /// Where no number is asked for, none is settled: each chunk takes the first free ones then. Where one is, all of that
    /// checkbook are settled now, so that the free choice of one supplier is not taken by another's turn.
    /// </remarks>
    public async Task<List<SupplierToPay>> AssignAsync(IReadOnlyList<SupplierToPay> rows, long? first)
    {
        var numbers = new Dictionary<long, long>();
        foreach (var group in rows.Where(r => r.CheckbookId is not null).GroupBy(r => r.CheckbookId!.Value))
        {
            await AssignAsync(checkbooks[group.Key], [.. group], first, numbers);
        }

        return [.. rows.Select(r => numbers.TryGetValue(r.SupplierId, out var number) ? r with { CheckNumber = number } : r)];
    }

    private async Task AssignAsync(Checkbook checkbook, IReadOnlyList<SupplierToPay> rows, long? first, Dictionary<long, long> numbers)
    {
        var used = (await session.Db.Set<Check>().Where(c => c.CheckbookId == checkbook.Id && c.Number >= checkbook.NextNumber).Select(c => c.Number).ToListAsync())
            .ToHashSet();
        var asked = rows.Where(r => r.CheckNumber is not null).ToList();
        var taken = new HashSet<long>();
        foreach (var row in asked)
        {
            var number = row.CheckNumber!.Value;
            Note(row, Refused(checkbook, number, used));
            if (!taken.Add(number))
            {
                foreach (var twin in asked.Where(r => r.CheckNumber == number))
                {
                    Note(twin, Field(Codes.CheckNumberRepeated, "checkNumber", $"Check {number} is given twice.", number, checkbook.Name));
                }
            }

            numbers[row.SupplierId] = number;
        }

        if (first is { } begin)
        {
            Note(null, Refused(checkbook, begin, used));
        }

        var free = Free(checkbook, first ?? checkbook.NextNumber, used, taken);
        var others = rows.Where(r => r.CheckNumber is null).ToList();
        var count = free.Take(others.Count).Count();
        foreach (var row in others.Skip(count))
        {
            Note(row, Field(
                Codes.CheckbookTooFew, "checkbookId", $"Checkbook {checkbook.Name} has too few checks.", checkbook.Name, count + asked.Count, rows.Count));
        }

        problems?.Uses.Add(new CheckbookUse(
            checkbook.Id, checkbook.Name, checkbook.LastNumber - checkbook.NextNumber + 1 - used.Count, rows.Count,
            free.Select(number => (long?)number).FirstOrDefault()));
        if (asked.Count == 0 && first is null && problems is null)
        {
            return;
        }

        foreach (var (row, number) in others.Zip(free))
        {
            numbers[row.SupplierId] = number;
        }
    }

    private void Note(SupplierToPay? row, DomainException? refusal)
    {
        if (refusal is not null)
        {
            (problems ?? throw refusal).Add(row?.SupplierId, refusal);
        }
    }

    private static IEnumerable<long> Free(Checkbook checkbook, long from, HashSet<long> used, HashSet<long> taken)
    {
        for (var number = from; number <= checkbook.LastNumber; number++)
        {
            if (!used.Contains(number) && !taken.Contains(number))
            {
                yield return number;
            }
        }
    }

    private static DomainException? Refused(Checkbook checkbook, long number, HashSet<long> used) =>
        number < checkbook.FirstNumber || number > checkbook.LastNumber
            ? Field(Codes.CheckNumberRange, "checkNumber", $"Check {number} is not in checkbook {checkbook.Name}.", number, checkbook.Name)
        : number < checkbook.NextNumber || used.Contains(number)
            ? Field(Codes.CheckNumberUsed, "checkNumber", $"Check {number} of checkbook {checkbook.Name} was used.", number, checkbook.Name)
        : null;
}
