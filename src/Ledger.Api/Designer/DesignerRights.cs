using Ledger.Api.Identity;

namespace Ledger.Api.Designer;

/// <summary>What a caller may do in the studio; the endpoints' policies say the same and decide.</summary>
internal static class DesignerRights
{
    /// <summary>Draws and publishes processes.</summary>
    public static bool MayEdit(Caller caller) => Has(caller, Policies.Owns);

    /// <summary>Starts processes.</summary>
    public static bool MayRun(Caller caller) => Has(caller, Policies.Runs);

    private static bool Has(Caller caller, string policy) => caller.Roles.Any(Policies.RolesOf[policy].Contains);
}
