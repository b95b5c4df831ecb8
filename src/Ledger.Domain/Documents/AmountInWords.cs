using System.Globalization;

namespace Ledger.Domain.Documents;

/// <summary>Writes an amount in words, as a check carries it, in Spanish and English.</summary>
public static class AmountInWords
{
    /// <summary>The largest amount that can be written: below a trillion (10^12).</summary>
    public const decimal Max = 999_999_999_999.99m;

    private static readonly string[] SpanishSmall =
    [
        "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece", "catorce",
        "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidós", "veintitrés", "veinticuatro",
        "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve",
    ];

    private static readonly string[] SpanishTens = ["", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];

    private static readonly string[] SpanishHundreds =
    [
        "", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos", "ochocientos", "novecientos",
    ];

    private static readonly HashSet<string> FeminineCurrencies = new(StringComparer.Ordinal) { "CLF", "GBP" };

    private static readonly string[] EnglishSmall =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] EnglishTens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly (long Size, string Name)[] EnglishScales = [(1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand")];

    /// <summary>The amount in words with its currency; hundredths as <c>50/100</c>, also when there are none in a currency that has them.</summary>
    /// <param name="amount">The amount, rounded to the currency's decimals; 0 to <see cref="Max"/>.</param>
    /// <param name="currency">The ISO code; its name is used when known, else the code itself.</param>
    /// <param name="culture">English when its language is English, else Spanish.</param>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative or above <see cref="Max"/>.</exception>
    public static string Of(decimal amount, string currency, CultureInfo culture)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, Max);
        var rounded = Currencies.Round(amount, currency);
        var whole = (long)decimal.Truncate(rounded);
        var decimals = Currencies.DecimalsOf(currency);
        var scale = decimals switch { 0 => 1, 2 => 100, 3 => 1_000, _ => 10_000 };
        var fraction = (long)((rounded - whole) * scale);
        return culture.TwoLetterISOLanguageName == "en"
            ? InEnglish(whole, fraction, scale, currency)
            : InSpanish(whole, fraction, scale, currency);
    }

    private static string InSpanish(long whole, long fraction, int scale, string currency)
    {
        var name = CurrencyName(currency, "es", whole);
        // "un millón de pesos", but "un millón cien pesos".
        var link = whole >= 1_000_000 && whole % 1_000_000 == 0 ? " de " : " ";
        var cents = scale == 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" con {fraction.ToString(new string('0', scale == 100 ? 2 : 4), CultureInfo.InvariantCulture)}/{scale}");
        return $"{SpanishFor(whole, currency)}{link}{name}{cents}";
    }

    // "doscientas libras", "veintiuna unidades": hundreds and ones agree with the noun, but not those that count millions.
    private static string SpanishFor(long whole, string currency)
    {
        if (!FeminineCurrencies.Contains(currency))
        {
            return Spanish(whole, shortened: true);
        }

        var millions = whole / 1_000_000 * 1_000_000;
        var rest = Spanish(whole - millions, shortened: false)
            .Replace("ientos", "ientas", StringComparison.Ordinal).Replace("uno", "una", StringComparison.Ordinal)
            .Replace("un mil", "una mil", StringComparison.Ordinal).Replace("veintiún mil", "veintiuna mil", StringComparison.Ordinal);
        return millions == 0 ? rest : Spanish(millions, shortened: true) + (whole == millions ? string.Empty : " " + rest);
    }

    private static string InEnglish(long whole, long fraction, int scale, string currency)
    {
        var cents = scale == 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" and {fraction.ToString(new string('0', scale == 100 ? 2 : 4), CultureInfo.InvariantCulture)}/{scale}");
        return $"{English(whole)} {CurrencyName(currency, "en", whole)}{cents}";
    }

    private static string Spanish(long number, bool shortened)
    {
        if (number < 30)
        {
            return shortened && number is 1 ? "un" : shortened && number is 21 ? "veintiún" : SpanishSmall[number];
        }

        if (number < 100)
        {
            return SpanishTens[number / 10] + (number % 10 == 0 ? string.Empty : " y " + Spanish(number % 10, shortened));
        }

        if (number < 1_000)
        {
            return number == 100 ? "cien" : SpanishHundreds[number / 100] + Rest(number % 100, shortened);
        }

        if (number < 1_000_000)
        {
            var thousands = number / 1_000;
            return (thousands == 1 ? "mil" : Spanish(thousands, shortened: true) + " mil") + Rest(number % 1_000, shortened);
        }

        var millions = number / 1_000_000;
        return (millions == 1 ? "un millón" : Spanish(millions, shortened: true) + " millones") + Rest(number % 1_000_000, shortened);
    }

    private static string Rest(long number, bool shortened) => number == 0 ? string.Empty : " " + Spanish(number, shortened);

    private static string English(long number)
    {
        foreach (var (size, name) in EnglishScales)
        {
            if (number >= size)
            {
                return $"{English(number / size)} {name}{(number % size == 0 ? string.Empty : " " + English(number % size))}";
            }
        }

        if (number >= 100)
        {
            return $"{EnglishSmall[number / 100]} hundred{(number % 100 == 0 ? string.Empty : " " + English(number % 100))}";
        }

        return number < 20
            ? EnglishSmall[number]
            : EnglishTens[number / 10] + (number % 10 == 0 ? string.Empty : "-" + EnglishSmall[number % 10]);
    }

    // Resource keys are built from the code; a currency without names is written by its code.
    private static string CurrencyName(string currency, string language, long whole) =>
        DocumentTexts.Find($"currency.{currency}.{(whole == 1 ? "one" : "many")}", CultureInfo.GetCultureInfo(language)) ?? currency;
}
