using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.Companies;
using Ledger.Domain.ExchangeRates;
using Ledger.Domain.MassPayments;
using Ledger.Domain.Parameters;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.Suppliers;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Scenarios;

/// <summary>Makes what a scenario gives the company, through the domain's own services; what is given a name with <c>as</c> can be meant by <c>${name}</c>.</summary>
internal sealed class ScenarioFixtures(ScenarioWorld world)
{
    private const decimal Vat = 0.19m;
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private int _ruts = 12_345_678;

    /// <summary>Makes one thing.</summary>
    public async Task AddAsync(ScenarioFixture fixture, string place)
    {
        switch (fixture)
        {
            case { User: { } user }:
                await DoAsync(s => AddUserAsync(s, user, place));
                break;
            case { Supplier: { } supplier }:
                await DoAsync(s => AddSupplierAsync(s, supplier));
                break;
            case { Invoice: { } invoice }:
                await DoAsync(s => AddDocumentAsync(s, invoice, 33, place));
                break;
            case { CreditNote: { } note }:
                await DoAsync(s => AddDocumentAsync(s, note, 61, place));
                break;
            case { DebitNote: { } note }:
                await DoAsync(s => AddDocumentAsync(s, note, 56, place));
                break;
            case { Parameters: { } parameters }:
                await DoAsync(s => SetParametersAsync<PurchasingParameters>(s, parameters, place));
                break;
            case { SavedFilter: { } filter }:
                await DoAsync(s => new SavedFilters(s).SaveAsync(new NamedFilter(filter.Name, filter.Filter ?? new PayableFilter(), filter.DueWithinDays)));
                break;
            case { Rate: { } rate }:
                await DoAsync(s => new ExchangeRateService(s).SetAsync(rate.Currency, Day(rate.Date ?? "0"), rate.Value));
                break;
            case { MassPayment: { } payment }:
                await AddMassPaymentAsync(payment, place);
                break;
            case { File: { } file }:
                await WriteAsync(file, place);
                break;
            default:
                await new FolioFixtures(world).AddAsync(fixture, place);
                break;
        }
    }

    /// <summary>Puts a file into the import folder.</summary>
    public async Task WriteAsync(ScenarioText file, string place)
    {
        if (string.IsNullOrEmpty(file.Name) || file.Name != Path.GetFileName(file.Name))
        {
            throw new ScenarioFailedException(new ScenarioProblem("scenario.file-name", place, null, file.Name));
        }

        await File.WriteAllLinesAsync(Path.Combine(world.ImportFolder, file.Name), file.Lines);
    }

    /// <summary>A copy in which <c>${name}</c> is the key of what was named so, <c>${today}</c> the day, and <c>${today+5}</c> a day from it.</summary>
    public JsonNode? Resolve(JsonNode? node, string place)
    {
        switch (node)
        {
            case JsonObject members:
                return new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Resolve(m.Value, place))));
            case JsonArray items:
                return new JsonArray([.. items.Select(i => Resolve(i, place))]);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && value.Deserialize<string>() is ['$', '{', .., '}'] text:
                return Named(text[2..^1], place);
            default:
                return node?.DeepClone();
        }
    }

    private string Named(string name, string place)
    {
        if (name.StartsWith("today", StringComparison.Ordinal))
        {
            return Day(name.Length == "today".Length ? "0" : name["today".Length..].TrimStart('+')).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        return _names.TryGetValue(name, out var key)
            ? key
            : throw new ScenarioFailedException(new ScenarioProblem("scenario.name-unknown", place, null, name, string.Join(", ", _names.Keys)));
    }

    private static async Task AddUserAsync(LedgerSession session, UserFixture user, string place)
    {
        var users = new UserService(session);
        var created = await users.CreateAsync(new NewUser(user.Name, user.Name, $"{user.Name}@austral.example", $"never-asked-{Guid.NewGuid():N}"));
        foreach (var role in user.Roles)
        {
            await users.GrantAsync(created.Id, Enum.TryParse<Role>(role, out var known)
                ? known
                : throw new ScenarioFailedException(new ScenarioProblem("scenario.role-unknown", place, null, role, string.Join(", ", Enum.GetNames<Role>()))));
        }
    }

    private async Task AddSupplierAsync(LedgerSession session, SupplierFixture supplier)
    {
        var number = Interlocked.Increment(ref _ruts);
        await new SupplierService(session).CreateAsync(new SupplierData(supplier.Rut ?? $"{number}-{Rut.DigitOf(number)}", supplier.Name)
        {
            Code = supplier.Code,
            EnabledForMassPayments = supplier.EnabledForMassPayments,
            UsuallyPaysByCheck = supplier.PaidByCheck,
            PaymentTermDays = supplier.PaymentTermDays,
        });
    }

    private async Task AddDocumentAsync(LedgerSession session, DocumentFixture document, int siiType, string place)
    {
        var supplier = await session.Db.Set<Supplier>().Where(s => s.Name == document.Supplier || s.Code == document.Supplier).Select(s => (long?)s.Id).FirstOrDefaultAsync()
            ?? throw new ScenarioFailedException(new ScenarioProblem("scenario.supplier-unknown", place, null, document.Supplier));
        var issued = Day(document.Issued ?? "-10");
        var net = Math.Round(document.Total / (1 + Vat), 0, MidpointRounding.AwayFromZero);
        var registered = await new PurchaseDocumentService(session).RegisterAsync(new NewPurchaseDocument
        {
            BranchId = await session.Db.Set<Branch>().Where(b => b.IsHeadOffice).Select(b => b.Id).SingleAsync(),
            SupplierId = supplier,
            SiiType = siiType,
            Number = document.Number,
            IssueDate = issued,
            Net = net,
            VatRecoverable = document.Total - net,
            Total = document.Total,
            Installments = document.Installments is { } several ? [.. several.Select(i => new NewInstallment(Day(i.Due), i.Amount))]
                : document.Due is { } due ? [new NewInstallment(Day(due), document.Total)] : [],
        });
        Name(document.As, registered.Id);
    }

    /// <summary>Changes some of the parameters of a module.</summary>
    public static async Task SetParametersAsync<T>(LedgerSession session, JsonObject changes, string place)
        where T : class, new()
    {
        var service = new ParameterService(session);
        var now = JsonSerializer.SerializeToNode(await service.GetAsync<T>(), Strict)!.AsObject();
        foreach (var (name, value) in changes)
        {
            if (!now.ContainsKey(name))
            {
                throw new ScenarioFailedException(new ScenarioProblem("scenario.parameter-unknown", place, null, name, string.Join(", ", now.Select(n => n.Key))));
            }

            now[name] = value?.DeepClone();
        }

        await service.SetAsync(now.Deserialize<T>(Strict)!);
    }

    private async Task AddMassPaymentAsync(MassPaymentFixture fixture, string place)
    {
        var by = (await world.PersonAsync(fixture.EnteredBy, place)).Actor;
        var entered = await world.Database.WriteAsync(by, session => new MassPaymentEntry(session).EnterAsync(
            new MassPaymentDraft(world.Today, world.Today, "CLP", 950m, new PayableSelection { Filter = fixture.Filter ?? new PayableFilter() })));
        Name(fixture.As, entered.Id);
        if (fixture.AuthorizedBy is { } authorizer)
        {
            var actor = (await world.PersonAsync(authorizer, place)).Actor;
            await world.Database.WriteAsync(actor, session => new MassPaymentAuthorization(session).AuthorizeAsync(entered.Id, null));
        }

        if (fixture.PaidSuppliers is { } paid)
        {
            await world.Database.WriteAsync(by, session => new MassPaymentGeneration(session).PrepareAsync(entered.Id, new GenerationFunds(), null));
            await world.Database.WriteAsync(by, session => new MassPaymentGeneration(session).RunChunkAsync(entered.Id, paid));
        }
    }

    private void Name(string? name, long key)
    {
        if (name is not null)
        {
            _names[name] = key.ToString(CultureInfo.InvariantCulture);
        }
    }

    private DateOnly Day(string text) => ScenarioTime.ReadDay(text, world.Today);

    private Task DoAsync(Func<LedgerSession, Task> work) => world.DoAsync(work);
}
