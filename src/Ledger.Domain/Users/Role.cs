namespace Ledger.Domain.Users;

/// <summary>What a person may do in a company.</summary>
public enum Role
{
    /// <summary>Sets up companies, users and parameters.</summary>
    Administrator,

    /// <summary>Draws and publishes processes.</summary>
    ProcessOwner,

    /// <summary>Decides tasks and authorises payments.</summary>
    Approver,

    /// <summary>Enters documents and payments and runs processes.</summary>
    Operator,

    /// <summary>Reads everything, changes nothing.</summary>
    Auditor,
}
