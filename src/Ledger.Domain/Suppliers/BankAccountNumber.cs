using System.Globalization;
using System.Text;

namespace Ledger.Domain.Suppliers;

/// <summary>Checks bank account numbers by the rules of the country they belong to.</summary>
public static class BankAccountNumber
{
    /// <summary>
    /// The number without separators. One that begins with two letters is an IBAN and its check digits are verified (and those
    /// of the CCC inside a Spanish one); any other is a local number: 4 to 20 digits in Chile, where numbers have no check digit.
    /// </summary>
    /// <exception cref="DomainException">It is not such a number (<c>bank-account.invalid</c>).</exception>
    public static string Normalize(string number)
    {
        var text = Compact(number);
        var valid = text.Length > 2 && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1])
            ? IsIban(text)
            : text.Length is >= 4 and <= 20 && text.All(char.IsAsciiDigit);
        return valid
            ? text
            : throw new DomainException("bank-account.invalid", $"'{number}' is not the number of a bank account.", number) { Field = "bankAccountNumber" };
    }

    /// <summary>True for an IBAN with right check digits (modulus 97), and for Spain with a right CCC inside.</summary>
    public static bool IsIban(string text)
    {
        if (text.Length is < 15 or > 34 || !text.All(char.IsAsciiLetterOrDigit) || !char.IsAsciiDigit(text[2]) || !char.IsAsciiDigit(text[3]))
        {
            return false;
        }

        var remainder = 0;
        foreach (var c in text[4..] + text[..4])
        {
            remainder = char.IsAsciiDigit(c) ? ((remainder * 10) + (c - '0')) % 97 : ((remainder * 100) + (char.ToUpperInvariant(c) - 'A' + 10)) % 97;
        }

        return remainder == 1 && (!text.StartsWith("ES", StringComparison.Ordinal) || IsCcc(text[4..]));
    }

    /// <summary>True for a Spanish account number of 20 digits (CCC) with its two right check digits.</summary>
    public static bool IsCcc(string text) =>
        text.Length == 20 && text.All(char.IsAsciiDigit)
        && text[8] == CccDigit("00" + text[..8]) && text[9] == CccDigit(text[10..]);

    /// <summary>True for a Mexican CLABE: 18 digits, weights 3, 7, 1.</summary>
    public static bool IsClabe(string text)
    {
        if (text.Length != 18 || !text.All(char.IsAsciiDigit))
        {
            return false;
        }

        ReadOnlySpan<int> weights = [3, 7, 1];
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += (text[i] - '0') * weights[i % 3] % 10;
        }

        return (10 - (sum % 10)) % 10 == text[17] - '0';
    }

    /// <summary>True for an Argentine CBU: 22 digits in two blocks, each with a check digit of weights 3, 1, 7, 9 from its end.</summary>
    public static bool IsCbu(string text) =>
        text.Length == 22 && text.All(char.IsAsciiDigit) && IsCbuBlock(text[..8]) && IsCbuBlock(text[8..]);

    private static string Compact(string number)
    {
        var text = new StringBuilder(number.Length);
        foreach (var c in number)
        {
            if (c is not (' ' or '-' or '.'))
            {
                text.Append(char.ToUpperInvariant(c));
            }
        }

        return text.ToString();
    }

    private static bool IsCbuBlock(string block)
    {
        ReadOnlySpan<int> weights = [3, 1, 7, 9];
        var sum = 0;
        for (var i = 0; i < block.Length - 1; i++)
        {
            sum += (block[block.Length - 2 - i] - '0') * weights[i % 4];
        }

        return (10 - (sum % 10)) % 10 == block[^1] - '0';
    }

    private static char CccDigit(string tenDigits)
    {
        ReadOnlySpan<int> weights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];
        var sum = 0;
        for (var i = 0; i < 10; i++)
        {
            sum += (tenDigits[i] - '0') * weights[i];
        }

        var digit = 11 - (sum % 11);
        return (digit == 10 ? 1 : digit == 11 ? 0 : digit).ToString(CultureInfo.InvariantCulture)[0];
    }
}
