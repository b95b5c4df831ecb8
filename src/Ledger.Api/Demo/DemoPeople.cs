using Ledger.Domain.Users;

namespace Ledger.Api.Demo;

/// <summary>The people of the demo company. Everybody knows their password, so the demo listens on this machine only.</summary>
internal static class DemoPeople
{
    /// <summary>The password of all of them.</summary>
    public const string Password = "Libro.Mayor.5080";

    /// <summary>Who enters and pays.</summary>
    public const string Operator = "operador";

    /// <summary>Who authorises.</summary>
    public const string Approver = "aprobadora";

    /// <summary>Everybody: user name, name, language, role.</summary>
    public static readonly IReadOnlyList<(string UserName, string DisplayName, Role Role)> All =
    [
        (Operator, "Óscar Pereira", Role.Operator),
        (Approver, "Amanda Riquelme", Role.Approver),
        ("procesos", "Paula Fuentes", Role.ProcessOwner),
        ("administrador", "Andrés Lillo", Role.Administrator),
        ("auditora", "Aurora Vidal", Role.Auditor),
    ];
}
