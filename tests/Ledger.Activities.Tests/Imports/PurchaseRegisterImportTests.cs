using System.Text.Json.Nodes;
using Ledger.Domain.MassPayments;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Workflows.Instances;

namespace Ledger.Activities.Tests.Imports;

/// <summary>The shipped definition <c>purchase-register-import.json</c>: from the authority's file to a mass payment that waits for its approver.</summary>
public sealed class PurchaseRegisterImportTests
{
    private const string Header =
        "Nro;Tipo Doc;Tipo Compra;RUT Proveedor;Razon Social;Folio;Fecha Docto;Fecha Recepcion;Fecha Acuse;Monto Exento;Monto Neto;Monto IVA Recuperable;"
        + "Monto Iva No Recuperable;Codigo IVA No Rec.;Monto Total;Monto Neto Activo Fijo;IVA Activo Fijo;IVA uso Comun;Impto. Sin Derecho a Credito;IVA No Retenido;"
        + "Tabacos Puros;Tabacos Cigarrillos;Tabacos Elaborados;NCE o NDE sobre Fact. de Compra;Codigo Otro Impuesto;Valor Otro Impuesto;Tasa Otro Impuesto";

    [Fact] // T1, P1, W5
    public async Task Run_SomeLinesAreWrong_PersonSeesThemAndTheRestIsGatheredForPayment()
    {
        await using var host = await ProcessHost.CreateAsync();
        await WriteAsync(host, "register.csv", Row(1, 10, 1_190), Row(2, 11, 1_190), Row(3, 12, 999));

        var instance = await host.StartAsync("purchase-register-import", Input("register.csv", pay: true));
        (await host.Books.AllAsync<PurchaseDocument>()).Select(d => d.Number).Should().BeEquivalentTo([10L, 11L]);
        var task = await host.TaskAsync(host.Operator);
        task.Instructions.Should().Contain("1 líneas");
        task.Data!["accepted"]!.GetValue<int>().Should().BeLessThan(3);
        await host.DecideAsync(host.Operator, "rejections-task", "Continue");

        (await host.InstanceAsync(instance)).Summary.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        var payment = await host.OnlyPaymentAsync();
        payment.State.Should().Be(MassPaymentState.Entered);
        payment.ItemCount.Should().Be(2);
        (await host.TaskAsync(host.Approver)).ActivityId.Should().Be("authorize-task");
    }

    [Fact]
    public async Task Run_FileIsMissing_PersonPutsItThereAndTriesAgain()
    {
        await using var host = await ProcessHost.CreateAsync();

        var instance = await host.StartAsync("purchase-register-import", Input("late.csv"));
        (await host.TaskAsync(host.Operator)).Instructions.Should().Contain("late.csv");
        await WriteAsync(host, "late.csv", Row(1, 10, 1_190));
        await host.DecideAsync(host.Operator, "refused-task", "Retry");

        (await host.InstanceAsync(instance)).Summary.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        (await host.Books.AllAsync<PurchaseDocument>()).Should().ContainSingle();
        (await host.Books.AllAsync<MassPayment>()).Should().BeEmpty("payment was not asked for");
    }

    [Theory]
    [InlineData("../secret.csv")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData(" ")]
    public async Task Run_NameLeadsOutOfTheFolder_IsAnIncident(string name)
    {
        await using var host = await ProcessHost.CreateAsync();

        var instance = await host.StartAsync("purchase-register-import", Input(name));

        (await host.InstanceAsync(instance)).Incidents.Should().ContainSingle().Which.Code.Should().Be("activity.import-file-name");
    }

    private static JsonObject Input(string file, bool pay = false) => new() { ["fileName"] = file, ["pay"] = pay };

    private static string Row(int nro, long folio, long total) =>
        $"{nro};33;Del Giro;12345678-5;Proveedor Uno;{folio};10/10/2026;11/10/2026 09:55:53;;0;1000;190;;;{total};;;;;0;;;;0;;;;";

    private static Task WriteAsync(ProcessHost host, string name, params string[] rows) =>
        File.WriteAllLinesAsync(Path.Combine(host.ImportFolder, name), [Header, .. rows]);
}
