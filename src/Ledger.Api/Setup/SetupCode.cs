using System.Security.Cryptography;
using System.Text;

namespace Ledger.Api.Setup;

/// <summary>
/// The code that lets somebody at another machine set this installation up: made when the process starts, printed where only
/// who runs the server reads it, worthless once a person exists.
/// </summary>
internal sealed class SetupCode
{
    // Without the letters and digits that people confuse; 31^10 are 49 bits, and attempts are counted.
    private const string Alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    /// <summary>The code, such as <c>K7WQM-3XN9P</c>.</summary>
    public string Text { get; } = $"{RandomNumberGenerator.GetString(Alphabet, 5)}-{RandomNumberGenerator.GetString(Alphabet, 5)}";

    /// <summary>True when this is the code; how it is written (small letters, spaces, hyphens) does not matter.</summary>
    public bool Matches(string? typed) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Plain(typed ?? string.Empty)), Encoding.UTF8.GetBytes(Plain(Text)));

    private static string Plain(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
