using Ledger.Domain.Treasury;
using Microsoft.EntityFrameworkCore;
using Codes = Ledger.Domain.MassPayments.MassPaymentCodes;
using static Ledger.Domain.MassPayments.MassPaymentRefusals;

namespace Ledger.Domain.MassPayments;

/// <summary>Checks that each checkbook has the checks a generation needs, and settles the numbers where a person asked for some (P7).</summary>
internal sealed class CheckNumbers(LedgerSession session, IReadOnlyDictionary<long, Checkbook> checkbooks)
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
            CheckFree(checkbook, row.CheckNumber!.Value, used);
            if (!taken.Add(row.CheckNumber.Value))
            {
                throw Field(Codes.CheckNumberRepeated, "checkNumber", $"Check {row.CheckNumber} is given twice.", row.CheckNumber, checkbook.Name);
            }

            numbers[row.SupplierId] = row.CheckNumber.Value;
        }

        if (first is { } begin)
        {
            CheckFree(checkbook, begin, used);
        }

        var free = Free(checkbook, first ?? checkbook.NextNumber, used, taken);
        var others = rows.Count - asked.Count;
        var count = free.Take(others).Count();
        if (count < others)
        {
            throw Field(
                Codes.CheckbookTooFew, "checkbookId", $"Checkbook {checkbook.Name} has too few checks.", checkbook.Name, count + asked.Count, rows.Count);
        }

        if (asked.Count == 0 && first is null)
        {
            return;
        }

        foreach (var (row, number) in rows.Where(r => r.CheckNumber is null).Zip(free))
        {
            numbers[row.SupplierId] = number;
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

    private static void CheckFree(Checkbook checkbook, long number, HashSet<long> used)
    {
        if (number < checkbook.FirstNumber || number > checkbook.LastNumber)
        {
            throw Field(Codes.CheckNumberRange, "checkNumber", $"Check {number} is not in checkbook {checkbook.Name}.", number, checkbook.Name);
        }

        if (number < checkbook.NextNumber || used.Contains(number))
        {
            throw Field(Codes.CheckNumberUsed, "checkNumber", $"Check {number} of checkbook {checkbook.Name} was used.", number, checkbook.Name);
        }
    }
}
