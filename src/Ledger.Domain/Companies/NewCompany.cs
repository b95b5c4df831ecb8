namespace Ledger.Domain.Companies;

/// <summary>A company to be created.</summary>
/// <param name="Rut">Its tax id.</param>
/// <param name="Name">Its legal name.</param>
/// <param name="LocalCurrency">The currency of its books.</param>
/// <param name="ForeignCurrency">The accounting foreign currency.</param>
/// <param name="IsHeadOfficeInstallation">True when this installation is the head office.</param>
/// <param name="TimeZone">The IANA time zone of its days.</param>
public sealed record NewCompany(
    string Rut, string Name, string LocalCurrency = "CLP", string ForeignCurrency = "USD", bool IsHeadOfficeInstallation = true,
    string TimeZone = "America/Santiago");
