using Ledger.Api.Identity;

namespace Ledger.Api.Pages.Shell;

/// <summary>An entry of the side navigation.</summary>
/// <param name="TextKey">The key of its text.</param>
/// <param name="Icon">The name of a Material symbol.</param>
/// <param name="Address">Where it leads.</param>
/// <param name="Policy">Who sees it.</param>
/// <param name="Group">Under which heading it stands; without one, at the top.</param>
/// <param name="IsWholePage">True when it leads out of the Blazor pages, such as to the studio.</param>
internal sealed record NavigationEntry(string TextKey, string Icon, string Address, string Policy, NavigationGroup Group = NavigationGroup.Work, bool IsWholePage = false)
{
    /// <summary>All of them, in order within their group. An entry is added here with its page, never before it.</summary>
    public static readonly IReadOnlyList<NavigationEntry> All =
    [
        // Work: what a person does every day.
        new("page.nav.inbox", "inbox", "", Policies.Reads),
        new("page.nav.overview", "monitoring", "overview", Policies.Reads),
        new("page.nav.processes", "account_tree", "processes", Policies.Reads),
        new("page.nav.runs", "play_circle", "runs", Policies.Reads),
        new("page.nav.schedules", "schedule", "schedules", Policies.Reads),

        // Purchasing and payments.
        new("page.nav.mass-payments", "payments", "mass-payments", Policies.Reads, NavigationGroup.Purchasing),

        // Folios.
        new("page.folios.title", "pin", "folios/books", Policies.Reads, NavigationGroup.Folios),
        new("page.folios.import.title", "upload_file", "folios/imports", Policies.Reads, NavigationGroup.Folios),
        new("page.folios.requests.title", "move_to_inbox", "folios/requests", Policies.Reads, NavigationGroup.Folios),
        new("page.folios.authorizations.title", "fact_check", "folios/authorizations", Policies.Reads, NavigationGroup.Folios),
        new("page.folios.quantities.title", "grid_on", "folios/quantities", Policies.Reads, NavigationGroup.Folios),

        // Lists.
        new("page.nav.views", "table_rows", "views", Policies.Reads, NavigationGroup.Lists),

        // Administration.
        new("page.companies.title", "domain", "administration/companies", Policies.Administers, NavigationGroup.Administration),
        new("page.users.title", "group", "administration/users", Policies.Administers, NavigationGroup.Administration),
        new("page.parameters.title", "tune", "administration/parameters", Policies.Reads, NavigationGroup.Administration),
        new("page.mails.title", "mail", "administration/mails", Policies.Owns, NavigationGroup.Administration),
        new("page.audit.title", "verified_user", "administration/audit", Policies.Audits, NavigationGroup.Administration),
        new("page.keys-api.own", "key", "administration/api-keys", Policies.Reads, NavigationGroup.Administration),
        new("page.system.title", "monitor_heart", "administration/system", Policies.Audits, NavigationGroup.Administration),

        // Design.
        new("page.nav.studio", "schema", "studio/definitions", Policies.Owns, NavigationGroup.Design, IsWholePage: true),
        new("page.templates.title", "article", "templates", Policies.Owns, NavigationGroup.Design),
    ];
}
