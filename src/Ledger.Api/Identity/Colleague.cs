namespace Ledger.Api.Identity;

/// <summary>A person of the company, as others see them.</summary>
/// <param name="UserId">The key.</param>
/// <param name="UserName">The name they sign in with.</param>
/// <param name="DisplayName">The name people see.</param>
internal sealed record Colleague(long UserId, string UserName, string DisplayName);
