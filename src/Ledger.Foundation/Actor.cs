namespace Ledger.Foundation;

/// <summary>
/// On whose behalf something happens: the person, the company whose books are touched, and the workflow instance when
/// a process acts. Every change of the domain, of a definition and of a task carries one (features.md W14).
/// </summary>
/// <param name="CompanyId">The company whose data is seen and changed; no query crosses companies.</param>
/// <param name="UserId">The person, or null when the system acts by itself (a schedule, the watchdog).</param>
/// <param name="Name">The person's user name, or a name such as <c>schedule:mass-payment-unattended</c>.</param>
/// <param name="InstanceId">The workflow instance the change comes from, or null when a person acts directly.</param>
public sealed record Actor(long CompanyId, long? UserId, string Name, long? InstanceId = null)
{
    /// <summary>The actor of work that no person started in <paramref name="companyId"/>'s books.</summary>
    public static Actor System(long companyId, string name = "system") => new(companyId, null, name);
}
