using System.Globalization;

namespace Ledger.EndToEnd.Books;

/// <summary>Chilean tax ids with their check digit (modulus 11).</summary>
internal static class Rut
{
    public static string Of(int number)
    {
        var sum = 0;
        for (int rest = number, weight = 2; rest > 0; rest /= 10, weight = weight == 7 ? 2 : weight + 1)
        {
            sum += rest % 10 * weight;
        }

        var digit = (11 - (sum % 11)) switch { 11 => "0", 10 => "K", var d => d.ToString(CultureInfo.InvariantCulture) };
        return string.Create(CultureInfo.InvariantCulture, $"{number}-{digit}");
    }
}
