using System.Globalization;

namespace Ledger.Workflows.Instances;

/// <summary>
/// The idempotency key of a child: which execution of which parent started it, and as which of its children. A burst that
/// is run again starts no child twice, and the child's end finds the step that waits.
/// </summary>
internal static class ChildKey
{
    /// <param name="executionId">The execution of the parent's step: <c>{instance}-{number}</c>.</param>
    /// <param name="index">The place among the step's children.</param>
    public static string Of(string executionId, int index) => string.Create(CultureInfo.InvariantCulture, $"child:{executionId}:{index}");

    /// <summary>The number of the execution that started a child of <paramref name="parent"/>; null for other keys.</summary>
    public static int? ContextOf(string? key, long parent)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"child:{parent}-");
        if (key is null || !key.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var end = key.IndexOf(':', prefix.Length);
        return int.TryParse(key.AsSpan(prefix.Length, end - prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var context)
            ? context
            : null;
    }
}
