using Ledger.Api.Accounting;
using Ledger.Api.Audit;
using Ledger.Api.Companies;
using Ledger.Api.DataViews.Http;
using Ledger.Api.Designer;
using Ledger.Api.Folios;
using Ledger.Api.Identity;
using Ledger.Api.Imports;
using Ledger.Api.MassPayments;
using Ledger.Api.Operations;
using Ledger.Api.Pages;
using Ledger.Api.Parameters;
using Ledger.Api.PurchaseDocuments;
using Ledger.Api.Setup;
using Ledger.Api.Studio;
using Ledger.Api.SupplierAccounts;
using Ledger.Api.Suppliers;
using Ledger.Api.Treasury;
using Ledger.Api.Users;
using Ledger.Api.Workflows;

namespace Ledger.Api;

/// <summary>All routes: the HTTP API, the designer, the pages.</summary>
internal static class ApiRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(WebApplication app)
    {
        HealthEndpoints.Map(app);
        GatewayEndpoints.Map(app);
        SetupEndpoints.Map(app);
        app.MapSwagger("/api/{documentName}.json").AllowAnonymous();
        var api = app.MapGroup("/api");
        AuthEndpoints.Map(api);
        SessionEndpoints.Map(api);
        CompanyEndpoints.Map(api);
        UserEndpoints.Map(api);
        ApiKeyEndpoints.Map(api);
        ParameterEndpoints.Map(api);
        Templates.TemplateEndpoints.Map(api);
        AccountEndpoints.Map(api);
        JournalEndpoints.Map(api);
        SupplierEndpoints.Map(api);
        TreasuryEndpoints.Map(api);
        PaymentOrderEndpoints.Map(api);
        PurchaseDocumentEndpoints.Map(api);
        ExchangeRateEndpoints.Map(api);
        ImportEndpoints.Map(api);
        FolioImportEndpoints.Map(api);
        FolioBookEndpoints.Map(api);
        FolioCircuitEndpoints.Map(api);
        Folios.Lines.FolioMessageEndpoints.Map(api);
        MassPaymentEndpoints.Map(api);
        MassPaymentGenerationEndpoints.Map(api);
        PrintEndpoints.Map(api);
        DefinitionEndpoints.Map(api);
        Scenarios.ScenarioEndpoints.Map(api);
        Designer.Definitions.EditingEndpoint.Map(api);
        InstanceEndpoints.Map(api);
        TaskEndpoints.Map(api);
        ScheduleEndpoints.Map(api);
        EventEndpoints.Map(api);
        WatchdogEndpoints.Map(api);
        ActivityEndpoints.Map(api);
        AuditEndpoints.Map(api);
        SystemEndpoints.Map(api);
        DataViewEndpoints.Map(api);
        ExportEndpoints.Map(api);
        ViewSettingsEndpoints.Map(api);
        RefusalCodes.Map(api);
        DesignerRoutes.Map(app);
        StudioRoutes.Map(app);
        PageSetup.Map(app);
    }
}
