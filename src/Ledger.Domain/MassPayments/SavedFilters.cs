using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.MassPayments;

/// <summary>Filters kept under a name, for people and for the unattended run (P3, W7).</summary>
public sealed class SavedFilters(LedgerSession session)
{
    /// <summary>The longest look ahead a saved filter may have, in days.</summary>
    public const int DueWithinDaysMax = 366;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    /// <summary>The company's saved filters by name.</summary>
    public static async Task<IReadOnlyList<NamedFilter>> ListAsync(LedgerDb db)
    {
        var rows = await db.Set<SavedMassPaymentFilter>().AsNoTracking().OrderBy(f => f.Name).ToListAsync();
        return [.. rows.Select(Read)];
    }

    /// <summary>A saved filter.</summary>
    /// <exception cref="DomainException">There is none of that name.</exception>
    public async Task<NamedFilter> GetAsync(string name) => Read(
        await session.Db.Set<SavedMassPaymentFilter>().AsNoTracking().FirstOrDefaultAsync(f => f.Name == name) ?? throw NotFound(name));

    /// <summary>Keeps a filter under its name, replacing what was kept there.</summary>
    /// <exception cref="DomainException">The name is empty or too long, the look ahead is out of range, or the filter contradicts itself (P3).</exception>
    public async Task SaveAsync(NamedFilter filter)
    {
        if (string.IsNullOrWhiteSpace(filter.Name) || filter.Name.Length > ColumnSizes.Name)
        {
            throw MassPaymentRefusals.Field(MassPaymentCodes.FilterNameInvalid, "name", "A saved filter needs a name.", ColumnSizes.Name);
        }

        if (filter.DueWithinDays is < 0 or > DueWithinDaysMax)
        {
            throw MassPaymentRefusals.Field(
                MassPaymentCodes.FilterDaysInvalid, "dueWithinDays", $"The days must lie between 0 and {DueWithinDaysMax}.", DueWithinDaysMax);
        }

        var rules = await MassPaymentRules.LoadAsync(session.Db);
        PayableFilterCheck.Check(filter.Filter, rules.Scope(exchangeRate: 1m));
        var json = JsonSerializer.Serialize(filter.Filter, Json);
        var row = await session.Db.Set<SavedMassPaymentFilter>().FirstOrDefaultAsync(f => f.Name == filter.Name);
        var before = row?.Json;
        if (row is null)
        {
            row = new SavedMassPaymentFilter { Id = session.NewId(), CompanyId = session.CompanyId, Name = filter.Name, Json = json };
            session.Db.Add(row);
        }

        row.Json = json;
        row.DueWithinDays = filter.DueWithinDays;
        await session.SaveAsync();
        session.Audit("mass-payment-filter.saved", nameof(SavedMassPaymentFilter), filter.Name, new { before, after = json, filter.DueWithinDays });
    }

    /// <summary>Forgets a saved filter.</summary>
    /// <exception cref="DomainException">There is none of that name.</exception>
    public async Task DeleteAsync(string name)
    {
        var row = await session.Db.Set<SavedMassPaymentFilter>().FirstOrDefaultAsync(f => f.Name == name) ?? throw NotFound(name);
        session.Db.Remove(row);
        await session.SaveAsync();
        session.Audit("mass-payment-filter.deleted", nameof(SavedMassPaymentFilter), name, new { row.Json });
    }

    private static NamedFilter Read(SavedMassPaymentFilter row) =>
        new(row.Name, JsonSerializer.Deserialize<PayableFilter>(row.Json, Json)!, row.DueWithinDays);

    private static DomainException NotFound(string name) =>
        new(MassPaymentCodes.FilterNotFound, $"There is no saved filter {name}.", name) { IsNotFound = true, Field = "savedFilter" };
}
