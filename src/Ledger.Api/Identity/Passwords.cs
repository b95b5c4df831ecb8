using System.Security.Cryptography;
using Ledger.Api.Http;

namespace Ledger.Api.Identity;

/// <summary>The rules of passwords: long rather than strange (NIST SP 800-63B), and not the user's own name.</summary>
internal static class Passwords
{
    /// <summary>The fewest characters.</summary>
    public const int LengthMin = 10;

    /// <summary>The most characters; hashing costs by length.</summary>
    public const int LengthMax = 128;

    private const int DistinctMin = 5;

    /// <summary>Refuses a weak password.</summary>
    /// <exception cref="RequestRefusedException"><c>password.length</c>, <c>password.simple</c>, <c>password.user-name</c>.</exception>
    public static void Check(string? password, string userName)
    {
        if (password is null || password.Length is < LengthMin or > LengthMax)
        {
            throw Refused("password.length", LengthMin, LengthMax);
        }

        if (password.Distinct().Count() < DistinctMin)
        {
            throw Refused("password.simple", DistinctMin);
        }

        if (password.Contains(userName, StringComparison.OrdinalIgnoreCase))
        {
            throw Refused("password.user-name");
        }
    }

    /// <summary>A new security stamp: what was signed in with the old one ends.</summary>
    public static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(20));

    private static RequestRefusedException Refused(string code, params object?[] arguments) =>
        new(422, code, $"The password is refused: {code}.", arguments) { Field = "password" };
}
