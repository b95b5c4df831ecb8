namespace Ledger.Api.Identity;

/// <summary>A company a person has roles in.</summary>
internal sealed record CompanyAccess(long Id, string Rut, string Name, IReadOnlyList<string> Roles);
