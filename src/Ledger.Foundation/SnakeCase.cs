using System.Text;

namespace Ledger.Foundation;

/// <summary>Turns <c>MassPaymentId</c> into <c>mass_payment_id</c>.</summary>
public static class SnakeCase
{
    /// <summary>The name in lower case with underscores between its words.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (char.IsUpper(c) && i > 0 && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
