using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Pages.Administration;
using Ledger.Api.Parameters;
using Ledger.Domain;
using Ledger.Domain.Folios;
using Ledger.Domain.Parameters;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Ledger.Foundation.Texts;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Api.Tests;

/// <summary>What the page of the parameters stands on.</summary>
public sealed class ParameterPageTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public void Parameters_EachThereIs_HasItsEditorAndItsTexts()
    {
        var texts = server.App.Services.GetRequiredService<MessageCatalog>();
        foreach (var (type, module) in new[] { (typeof(PurchasingParameters), "purchasing"), (typeof(TreasuryParameters), "treasury"), (typeof(AccountingParameters), "accounting"), (typeof(FolioParameters), "folios") })
        {
            var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));
            ParameterModule.All.Single(m => m.Name == module).Fields.Select(f => f.Key).Should().BeEquivalentTo(properties);
        }

        foreach (var field in ParameterModule.All.SelectMany(m => m.Fields))
        {
            string[] effects = field.Kind switch { ParameterKind.Flag => [".on", ".off"], ParameterKind.ClosingDate => [], _ => [".effect"] };
            foreach (var ending in (string[])["", ".help", .. effects])
            {
                texts.Find($"page.parameters.{field.Key}{ending}", CultureInfo.GetCultureInfo("es"), [0]).Should().NotBeNull("{0}{1} is said", field.Key, ending);
            }
        }
    }

    [Fact]
    public async Task Parameters_ChangedByTwoAtOnce_TheSecondIsToldAndTheHistoryNamesTheFirst()
    {
        var module = ParameterModule.All.Single(m => m.Name == "purchasing");
        var (values, revision) = await server.Database.ReadAsync(server.CompanyId, module.ReadAsync);
        await Save("ana", v => v["paymentTermDays"] = 45);

        var second = () => Save("eva", v => v["hasTreasury"] = false);

        (await second.Should().ThrowAsync<DomainException>()).Which.Code.Should().Be("parameters.changed-meanwhile");
        var (now, next) = await server.Database.ReadAsync(server.CompanyId, module.ReadAsync);
        (now["paymentTermDays"]!.GetValue<int>(), now["hasTreasury"]!.GetValue<bool>(), next).Should().Be((45, true, revision + 1));
        var history = await new ParameterHistory(server.Database).ReadAsync(server.CompanyId, "purchasing");
        history.Should().ContainSingle().Which.Key.Should().Be("paymentTermDays", "only what differs was changed");
        history["paymentTermDays"].By.Should().Be("ana");

        Task Save(string who, Action<JsonObject> change)
        {
            var changed = values.DeepClone().AsObject();
            change(changed);
            return server.Database.WriteAsync(new Actor(server.CompanyId, 1, who), session => module.WriteAsync(session, changed, revision));
        }
    }

    [Fact]
    public async Task NumberSeries_Raised_GoesOnHigherAndNeverLower()
    {
        var actor = new Actor(server.CompanyId, server.Users[Role.Administrator], "administrator");
        await server.Database.WriteAsync(actor, session => new NumberSequences(session).TakeAsync("test-series", 5));
        await server.Database.WriteAsync(actor, session => new NumberSequences(session).RaiseAsync("test-series", 100));

        var lower = () => server.Database.WriteAsync(actor, session => new NumberSequences(session).RaiseAsync("test-series", 100));

        (await lower.Should().ThrowAsync<DomainException>()).Which.Code.Should().Be("number-sequence.not-higher");
        (await server.Database.WriteAsync(actor, session => new NumberSequences(session).TakeAsync("test-series"))).Should().Be(100);
    }

    [Theory]
    [InlineData("The server refused ana@x.cl and sent to the other recipients: x", "partly")]
    [InlineData("Failure sending mail. Connection refused", "connection")]
    [InlineData("The mail server localhost:2525 did not take the mail within 30 seconds.", "connection")]
    [InlineData("Failure sending mail. Name or service not known", "name")]
    [InlineData("The SMTP server requires a secure connection or the client was not authenticated. 5.7.0", "signing-in")]
    [InlineData("Server does not support secure connections.", "encryption")]
    [InlineData("The server refused ana@x.cl: Mailbox unavailable", "recipient")]
    [InlineData("Access to the path '/mail' is denied.", "folder")]
    [InlineData("down", "other")]
    public void MailRemedy_OfWhatATransportSays_IsThePlainReason(string error, string remedy) => MailRemedy.Of(error).Should().Be(remedy);
}
