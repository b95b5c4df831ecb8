using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ledger.Domain;

/// <summary>A Chilean tax id with a right check digit (formats.md §3).</summary>
public readonly record struct Rut
{
    private const int NumberMax = 99_999_999;

    private Rut(int number) => Number = number;

    /// <summary>The number without its check digit.</summary>
    public int Number { get; }

    /// <summary>The check digit, 0 to 9 or K.</summary>
    public char Digit => DigitOf(Number);

    /// <summary>The check digit of a number: modulus 11 with the weights 2 to 7 from the units.</summary>
    public static char DigitOf(int number)
    {
        var sum = 0;
        for (var weight = 2; number > 0; number /= 10, weight = weight == 7 ? 2 : weight + 1)
        {
            sum += number % 10 * weight;
        }

        return (11 - (sum % 11)) switch
        {
            11 => '0',
            10 => 'K',
            var digit => (char)('0' + digit),
        };
    }

    /// <summary>Reads a tax id with or without dots, with or without the hyphen, K in upper or lower case.</summary>
    /// <returns>False when it is not a number with its right check digit.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Rut rut)
    {
        rut = default;
        text = text.Trim();
        if (text.Length < 2)
        {
            return false;
        }

        var number = 0;
        var digits = 0;
        for (var i = 0; i < text.Length - 1; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c) && number <= NumberMax / 10)
            {
                number = (number * 10) + (c - '0');
                digits++;
            }
            else if (!(c == '.' && digits > 0) && !(c == '-' && i == text.Length - 2))
            {
                return false;
            }
        }

        if (number == 0 || DigitOf(number) != char.ToUpperInvariant(text[^1]))
        {
            return false;
        }

        rut = new Rut(number);
        return true;
    }

    /// <summary>Reads a tax id as <see cref="TryParse"/> does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="field">The field to name in the refusal.</param>
    /// <exception cref="DomainException">It is not one, or its check digit is wrong (<c>rut.invalid</c>).</exception>
    public static Rut Parse([NotNull] string? text, string field = "rut") => text is not null && TryParse(text, out var rut)
        ? rut
        : throw new DomainException("rut.invalid", $"'{text}' is not a RUT with its check digit.", text) { Field = field };

    /// <summary>The canonical form: no dots, a hyphen, K in upper case.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}-{Digit}");
}
