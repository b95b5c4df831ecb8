using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.Folios;
using Ledger.Domain.Parameters;

namespace Ledger.Api.Parameters;

/// <summary>The parameters of a module as a page shows them: each with its editor, the values as JSON.</summary>
/// <param name="Name">The module, as its values are stored.</param>
/// <param name="Fields">Its parameters, in the order in which they are shown.</param>
/// <param name="ReadAsync">Reads the values and how often they were changed.</param>
/// <param name="WriteAsync">Replaces the values, if they were changed as often as was read.</param>
internal sealed record ParameterModule(
    string Name,
    IReadOnlyList<ParameterField> Fields,
    Func<LedgerDb, Task<(JsonObject Values, int Revision)>> ReadAsync,
    Func<LedgerSession, JsonObject, int, Task> WriteAsync)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>All modules. A test checks that each parameter there is has its editor and its texts.</summary>
    public static readonly IReadOnlyList<ParameterModule> All =
    [
        Of<PurchasingParameters>(
            "purchasing",
            new("authorizesMassPayments", ParameterKind.Flag), new("automaticMassPaymentNumbers", ParameterKind.Flag),
            new("requiresPaymentAuthorization", ParameterKind.Flag), new("allowsPayingDocumentsWithDifferences", ParameterKind.Flag),
            new("editsTreasuryData", ParameterKind.Flag), new("hasTreasury", ParameterKind.Flag),
            new("defaultPaymentAccountId", ParameterKind.Account), new("defaultDebitAccountId", ParameterKind.DebitAccount),
            new("paymentTermDays", ParameterKind.Days),
            new("paymentOrdersClosedThrough", ParameterKind.ClosingDate), new("invoicesClosedThrough", ParameterKind.ClosingDate)),
        Of<TreasuryParameters>("treasury", new ParameterField("documentsClosedThrough", ParameterKind.ClosingDate)),
        Of<AccountingParameters>(
            "accounting",
            new("integratesPayments", ParameterKind.Flag), new("paymentTemplateCode", ParameterKind.Template),
            new("entriesClosedThrough", ParameterKind.ClosingDate)),
        Of<FolioParameters>(
            "folios",
            new("environment", ParameterKind.Environment), new("automaticAssignment", ParameterKind.Flag), new("assignsPartly", ParameterKind.Flag),
            new("expiryMonths", ParameterKind.Months), new("branchMailRecipients", ParameterKind.Addresses),
            new("headOfficeMailRecipients", ParameterKind.Addresses), new("headOfficeIsElsewhere", ParameterKind.Flag),
            new("branchesElsewhere", ParameterKind.Codes)),
    ];

    private static ParameterModule Of<T>(string name, params IReadOnlyList<ParameterField> fields)
        where T : class, new() => new(
            name,
            fields,
            async db => (JsonSerializer.SerializeToNode(await ParameterService.ReadAsync<T>(db), Json)!.AsObject(), await ParameterService.RevisionAsync<T>(db)),
            (session, values, revision) => new ParameterService(session).SetAsync(values.Deserialize<T>(Json)!, revision));
}

/// <summary>A parameter.</summary>
/// <param name="Key">Its name in the values; its texts are <c>page.parameters.{Key}</c> and what follows it.</param>
/// <param name="Kind">With what it is edited.</param>
internal sealed record ParameterField(string Key, ParameterKind Kind);
