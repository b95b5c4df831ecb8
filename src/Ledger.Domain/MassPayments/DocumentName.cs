using System.Globalization;

namespace Ledger.Domain.MassPayments;

/// <summary>How messages and lists name a document: the tax authority's type, the letter where there is one, the number.</summary>
internal static class DocumentName
{
    public static string Of(int siiType, string? letter, long number) => string.Create(CultureInfo.InvariantCulture, $"{siiType}-{letter}{number}");
}
