namespace Ledger.Domain.Users;

/// <summary>A key that was just made; its text is never seen again.</summary>
/// <param name="Id">The key of the row.</param>
/// <param name="Text">What the program sends.</param>
public sealed record IssuedApiKey(long Id, string Text);
