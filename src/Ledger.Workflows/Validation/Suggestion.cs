namespace Ledger.Workflows.Validation;

/// <summary>The name that was probably meant.</summary>
internal static class Suggestion
{
    /// <summary>The known name nearest to <paramref name="written"/>; null when none is near.</summary>
    public static string? For(string written, IEnumerable<string> known)
    {
        var best = (Name: (string?)null, Distance: (written.Length > 3 ? Math.Max(2, written.Length / 3) : 1) + 1);
        foreach (var name in known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var distance = string.Equals(name, written, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(written, name, best.Distance);
            if (distance < best.Distance)
            {
                best = (name, distance);
            }
        }

        return best.Name;
    }

    // Levenshtein on letters without regard to case; gives up at the limit.
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) >= limit)
        {
            return limit;
        }

        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost));
            }
        }

        return row[b.Length];
    }
}
