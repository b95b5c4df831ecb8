namespace Ledger.Domain;

/// <summary>The checks that many services share.</summary>
internal static class Checks
{
    /// <summary>A text that must be there, trimmed.</summary>
    public static string Text(string? value, int lengthMax, string field)
    {
        var text = value?.Trim();
        return text is { Length: > 0 } && text.Length <= lengthMax && !text.Contains('\0')
            ? text
            : throw new DomainException("field.text", $"{field} needs a text of at most {lengthMax} characters.", field, lengthMax) { Field = field };
    }

    /// <summary>A text that may be missing, trimmed; an empty one is none.</summary>
    public static string? Optional(string? value, int lengthMax, string field) =>
        string.IsNullOrWhiteSpace(value) ? null : Text(value, lengthMax, field);

    /// <summary>A currency that Ledger knows.</summary>
    public static string Currency(string currency, string field = "currency") => Currencies.IsKnown(currency)
        ? currency
        : throw new DomainException("field.currency", $"The currency {currency} is not known.", currency) { Field = field };

    /// <summary>An amount above zero that its currency can hold.</summary>
    public static decimal Positive(decimal amount, string currency, string field = "amount") =>
        amount > 0 && Currencies.Round(amount, currency) == amount
            ? amount
            : throw new DomainException("field.amount", $"{field} needs an amount above zero with the decimals of {currency}, not {amount}.", field, currency, amount) { Field = field };

    /// <summary>A rate above zero.</summary>
    public static decimal Rate(decimal rate, string field = "exchangeRate") => rate is > 0 and < 1_000_000_000m
        ? decimal.Round(rate, 6, MidpointRounding.AwayFromZero)
        : throw new DomainException("field.rate", $"{field} needs a rate above zero.", field) { Field = field };

    /// <summary>The refusal of a key that is not there, or belongs to another company.</summary>
    public static DomainException NotFound(string subject, long id) =>
        new($"{subject}.not-found", $"There is no {subject} with the key {id}.", id) { IsNotFound = true };

    /// <summary>The refusal of a code that is taken.</summary>
    public static DomainException CodeTaken(string code, string field = "code") =>
        new("field.taken", $"{code} is in use already.", code) { Field = field, IsConflict = true };
}
