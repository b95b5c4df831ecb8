using System.Globalization;

namespace Ledger.Foundation.Texts;

/// <summary>The languages people read: Spanish where nothing says otherwise, and English.</summary>
public static class Languages
{
    /// <summary>Spanish: the language of texts that no person's request caused.</summary>
    public static CultureInfo Default { get; } = CultureInfo.GetCultureInfo("es");

    /// <summary>All languages, the default first.</summary>
    public static IReadOnlyList<CultureInfo> All { get; } = [Default, CultureInfo.GetCultureInfo("en")];
}
