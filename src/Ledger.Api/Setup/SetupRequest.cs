namespace Ledger.Api.Setup;

/// <summary>What the first visit asks.</summary>
/// <param name="DisplayName">The administrator's name.</param>
/// <param name="UserName">The name to sign in with.</param>
/// <param name="Email">Where mails go; may be missing.</param>
/// <param name="Password">The password.</param>
/// <param name="PasswordAgain">The password once more.</param>
/// <param name="IsDemo">True for the demo company; false for one's own.</param>
/// <param name="Rut">The company's tax id.</param>
/// <param name="CompanyName">The company's legal name.</param>
/// <param name="TimeZone">The IANA time zone of its days.</param>
/// <param name="LocalCurrency">The currency of its books.</param>
/// <param name="ForeignCurrency">Its accounting foreign currency.</param>
/// <param name="Code">The set-up code; not needed on this machine.</param>
internal sealed record SetupRequest(
    string? DisplayName, string? UserName, string? Email, string? Password, string? PasswordAgain, bool IsDemo,
    string? Rut, string? CompanyName, string? TimeZone, string? LocalCurrency, string? ForeignCurrency, string? Code);

/// <summary>What a first visit made.</summary>
/// <param name="CompanyName">The company.</param>
/// <param name="IsDemo">True when demo data are being added; <c>GET /api/setup/filling</c> says how far.</param>
/// <param name="ArePeopleLocked">True when the demo's people cannot sign in yet, because everybody knows their password.</param>
internal sealed record SetupDone(string CompanyName, bool IsDemo, bool ArePeopleLocked);
