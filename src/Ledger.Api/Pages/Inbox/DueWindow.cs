namespace Ledger.Api.Pages.Inbox;

/// <summary>Until when the tasks of a list are due.</summary>
internal enum DueWindow
{
    /// <summary>Whenever, or never.</summary>
    Any,

    /// <summary>Before now.</summary>
    Overdue,

    /// <summary>Before tomorrow, in the company's time zone.</summary>
    Today,

    /// <summary>Within seven days.</summary>
    Week,
}
