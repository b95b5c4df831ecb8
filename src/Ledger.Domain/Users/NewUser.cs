namespace Ledger.Domain.Users;

/// <summary>A person to be given access.</summary>
/// <param name="UserName">The name to sign in with.</param>
/// <param name="DisplayName">The name people see.</param>
/// <param name="Email">Where mails go.</param>
/// <param name="Password">The password: 12 characters or more.</param>
/// <param name="Culture">The person's language; null to follow the browser.</param>
/// <param name="MustChangePassword">True when the password is made for the person and must be changed at the first sign-in.</param>
public sealed record NewUser(
    string UserName, string DisplayName, string? Email, string Password, string? Culture = null, bool MustChangePassword = false);
