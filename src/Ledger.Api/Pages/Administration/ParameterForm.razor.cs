using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Shell;
using Ledger.Api.Parameters;
using Ledger.Domain.Accounting;
using Ledger.Domain.Treasury;
using Ledger.Foundation;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Pages.Administration;

/// <summary>The parameters of one module; what a change affects is said before it is saved (manual 002, "Parámetros").</summary>
public sealed partial class ParameterForm
{
    private JsonObject? _values;
    private JsonObject? _stored;
    private int _revision;
    private bool _isAsked;
    private bool _isStale;
    private long _waiting;
    private IReadOnlyDictionary<string, ParameterChange> _changes = new Dictionary<string, ParameterChange>();
    private List<TreasuryAccount> _accounts = [];
    private List<PostingTemplate> _templates = [];

    [Inject]
    private LedgerDatabase Database { get; set; } = null!;

    [Inject]
    private PageWork Work { get; set; } = null!;

    [Inject]
    private ParameterHistory History { get; set; } = null!;

    [Inject]
    private PeopleNames People { get; set; } = null!;

    /// <summary>The module.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = string.Empty;

    private ParameterModule Module => ParameterModule.All.First(m => m.Name == Name);

    private bool May => Person.May(Policies.Administers);

    private IEnumerable<ParameterField> Changed => Module.Fields.Where(IsChanged);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await People.LoadAsync();
        await ReadAsync();
    }

    private string? Code(ParameterField field) => _values![field.Key]?.GetValue<string>();

    private static JsonNode? Text(object? value) => value?.ToString() is { Length: > 0 } text ? JsonValue.Create(text) : null;

    private static JsonNode? Number(object? value) => long.TryParse(value?.ToString(), CultureInfo.InvariantCulture, out var id) ? JsonValue.Create(id) : null;

    private void Set(ParameterField field, JsonNode? value) => _values![field.Key] = value;

    private void SetDays(ParameterField field, object? value)
    {
        if (int.TryParse(value?.ToString(), CultureInfo.InvariantCulture, out var days))
        {
            _values![field.Key] = days;
        }
    }

    private static IEnumerable<string> Items(JsonNode? list) => (list as JsonArray ?? []).Select(item => item!.ToString());

    private static string[] Parts(object? typed) =>
        (typed?.ToString() ?? string.Empty).Split([',', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // What is no address is refused by the domain, which names it.
    private void SetAddresses(ParameterField field, object? typed) => _values![field.Key] = new JsonArray([.. Parts(typed).Select(p => (JsonNode)JsonValue.Create(p))]);

    // What is no number is kept as it was written, and refused when it is to be saved.
    private void SetCodes(ParameterField field, object? typed) => _values![field.Key] = new JsonArray(
        [.. Parts(typed).Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? (JsonNode)JsonValue.Create(code) : JsonValue.Create(p))]);

    private void CheckCodes()
    {
        foreach (var field in Module.Fields.Where(f => f.Kind == ParameterKind.Codes))
        {
            if ((_values![field.Key] as JsonArray ?? []).FirstOrDefault(c => c!.GetValueKind() != System.Text.Json.JsonValueKind.Number) is { } wrong)
            {
                throw new Ledger.Domain.DomainException("parameters.invalid", $"The parameter {field.Key} is not valid: {wrong}.", T("page.parameters." + field.Key), wrong.ToString());
            }
        }
    }

    private bool IsChanged(ParameterField field) => Plain(_values?[field.Key]) != Plain(_stored?[field.Key]);

    private static string? Plain(JsonNode? node) => node?.ToJsonString();

    private string Said(ParameterField field, JsonNode? value) => (field.Kind, value) switch
    {
        (ParameterKind.Flag, _) => T(value?.GetValue<bool>() == true ? "page.parameters.yes" : "page.parameters.no"),
        (ParameterKind.ClosingDate, null) => T("page.parameters.open"),
        (ParameterKind.ClosingDate, _) => Day(DateOnly.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture)),
        (_, null) or (_, JsonArray { Count: 0 }) => T("page.parameters.none"),
        (ParameterKind.Months, _) => T("page.parameters.months.of", value.ToString()),
        (ParameterKind.Environment, _) => T($"page.parameters.environment.{value}"),
        (ParameterKind.Addresses or ParameterKind.Codes, _) => string.Join(", ", Items(value)),
        (ParameterKind.Days, _) => T("page.parameters.days.of", value.ToString()),
        (ParameterKind.Template, _) => value.GetValue<string>(),
        _ => _accounts.FirstOrDefault(a => a.Id == value.GetValue<long>()) is { } account ? $"{account.Code} · {account.Name}" : value.ToString(),
    };

    // What a change affects differs with its direction.
    private string EffectOf(ParameterField field)
    {
        var (before, after) = (_stored![field.Key], _values![field.Key]);
        return field.Kind switch
        {
            ParameterKind.Flag => T($"page.parameters.{field.Key}.{(after!.GetValue<bool>() ? "on" : "off")}", _waiting.ToString("N0", CultureInfo.CurrentCulture)),
            ParameterKind.ClosingDate => string.CompareOrdinal(after?.GetValue<string>(), before?.GetValue<string>()) > 0
                ? T("page.parameters.closing.closes", Said(field, after)) : T("page.parameters.closing.opens", Said(field, before)),
            _ => T($"page.parameters.{field.Key}.effect"),
        };
    }

    private async Task ReadAsync()
    {
        var company = Person.Caller.Company;
        (_stored, _revision) = await Work.ReadAsync(Module.ReadAsync);
        _values = _stored.DeepClone().AsObject();
        _accounts = await Work.ReadAsync(db => db.Set<TreasuryAccount>().OrderBy(a => a.Code).ToListAsync());
        _templates = await Work.ReadAsync(db => db.Set<PostingTemplate>().OrderBy(t => t.Code).ToListAsync());
        _waiting = (await Database.QueryAsync("select count(*) from mass_payments where company_id = $1 and state = 'Entered'", row => row.GetInt64(0), company))[0];
        _changes = await History.ReadAsync(company, Name);
        _isStale = false;
    }

    private Task AskAsync()
    {
        if (Changed.Any())
        {
            _isAsked = true;
        }
        else
        {
            SayDone(T("page.parameters.nothing"));
        }

        return Task.CompletedTask;
    }

    private async Task SaveAsync()
    {
        _isAsked = false;
        if (await TryAsync(async () =>
        {
            try
            {
                CheckCodes();
                await Work.RunAsync(Policies.Administers, session => Module.WriteAsync(session, _values!, _revision));
            }
            catch (Ledger.Domain.DomainException refusal) when (refusal.Code == "parameters.changed-meanwhile")
            {
                _isStale = true; // what the person chose stays on the page until the new values are loaded
                throw;
            }
        }))
        {
            SayDone(T("page.administration.saved"));
            await ReadAsync();
        }
    }
}
