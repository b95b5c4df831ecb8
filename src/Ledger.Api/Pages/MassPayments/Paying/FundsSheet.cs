using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ledger.Domain.MassPayments;

namespace Ledger.Api.Pages.MassPayments.Paying;

/// <summary>The funds as a person fills them in (features.md P7): what was given, nothing of what follows from it.</summary>
internal sealed class FundsSheet
{
    // Keys do not fit a JavaScript number, so numbers travel as text, as everywhere in answers of tasks.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly FundsData Nothing = new();
    private Dictionary<long, FundsData> _suppliers = [];

    /// <summary>The date of the payment orders; null for the day they are made.</summary>
    public DateOnly? Date { get; set; }

    /// <summary>True for each supplier's own means of payment, false for one for all.</summary>
    public bool BySupplier { get; set; } = true;

    /// <summary>The one means of payment.</summary>
    public FundsData General { get; private set; } = Nothing;

    /// <summary>True when nothing was filled in.</summary>
    public bool IsEmpty => Date is null && BySupplier && General == Nothing && _suppliers.Count == 0;

    /// <summary>What was given for a supplier, or for all (null).</summary>
    public FundsData Of(long? supplierId) => supplierId is { } id ? _suppliers.GetValueOrDefault(id, Nothing) : General;

    /// <summary>Gives a value.</summary>
    /// <param name="supplierId">The supplier; null for all.</param>
    /// <param name="column">Where.</param>
    /// <param name="text">The value as a field of a form has it: a key, a number, a day (yyyy-MM-dd), <c>true</c> or <c>false</c>; empty for the default.</param>
    /// <returns>False when the text is no such value; nothing was changed then.</returns>
    public bool Set(long? supplierId, FundsColumn column, string? text)
    {
        var value = text?.Trim();
        if (string.IsNullOrEmpty(value))
        {
            Put(supplierId, Cleared(Of(supplierId), column));
            return true;
        }

        var data = Of(supplierId);
        switch (column)
        {
            case FundsColumn.ByCheck when bool.TryParse(value, out var byCheck):
                // Without a check there is no checkbook; given ones would be refused.
                Put(supplierId, byCheck ? data with { ByCheck = true } : data with { ByCheck = false, CheckbookId = null, CheckNumber = null, CheckDays = null, CheckDueDate = null });
                return true;
            case FundsColumn.Due when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due):
                Put(supplierId, data with { CheckDueDate = due, CheckDays = null });
                return true;
            case FundsColumn.Days when int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days) && Math.Abs(days) <= 3650:
                Put(supplierId, data with { CheckDays = days, CheckDueDate = null });
                return true;
            case FundsColumn.ByCheck or FundsColumn.Due or FundsColumn.Days:
                return false;
            default:
                return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && SetNumber(supplierId, column, data, number);
        }
    }

    /// <summary>Sets the funds of a supplier whole.</summary>
    public void Put(long? supplierId, FundsData data)
    {
        if (supplierId is not { } id)
        {
            General = data;
        }
        else if (data == Nothing)
        {
            _suppliers.Remove(id);
        }
        else
        {
            _suppliers[id] = data;
        }
    }

    /// <summary>Forgets what was given for suppliers that are not to be paid any more.</summary>
    public void Keep(IReadOnlySet<long> suppliers) => _suppliers = _suppliers.Where(s => suppliers.Contains(s.Key)).ToDictionary();

    /// <summary>What the generation is given.</summary>
    public GenerationFunds ToFunds() => new()
    {
        Date = Date,
        BySupplier = BySupplier,
        General = BySupplier ? Nothing : General,
        Suppliers = BySupplier ? [.. _suppliers.OrderBy(s => s.Key).Select(s => new SupplierFunds(s.Key, s.Value))] : [],
    };

    /// <summary>The answer of the task, as the process's step that prepares the funds reads it.</summary>
    public JsonObject ToAnswer() => JsonSerializer.SerializeToNode(ToFunds(), Json)!.AsObject();

    /// <summary>All that was filled in, for a draft: also what the other way of giving funds holds.</summary>
    public string ToDraft() => JsonSerializer.Serialize(
        new GenerationFunds { Date = Date, BySupplier = BySupplier, General = General, Suppliers = [.. _suppliers.Select(s => new SupplierFunds(s.Key, s.Value))] }, Json);

    /// <summary>Takes a draft up again; false when it is none.</summary>
    public bool TryTake(string? draft)
    {
        try
        {
            if (string.IsNullOrEmpty(draft) || JsonSerializer.Deserialize<GenerationFunds>(draft, Json) is not { General: not null, Suppliers: not null } funds)
            {
                return false;
            }

            (Date, BySupplier, General) = (funds.Date, funds.BySupplier, funds.General);
            _suppliers = funds.Suppliers.DistinctBy(s => s.SupplierId).ToDictionary(s => s.SupplierId, s => s.Data);
            return true;
        }
        catch (JsonException)
        {
            return false; // of an older page, or somebody wrote into it: it is only a draft
        }
    }

    private bool SetNumber(long? supplierId, FundsColumn column, FundsData data, long number)
    {
        Put(supplierId, column switch
        {
            FundsColumn.Debit => data with { DebitAccountId = number },

            // The checkbook and the number were of the other account.
            FundsColumn.Account => data with { PaymentAccountId = number, ByCheck = null, CheckbookId = null, CheckNumber = null, CheckDays = null, CheckDueDate = null },
            FundsColumn.Checkbook => data with { CheckbookId = number, CheckNumber = null },
            FundsColumn.Number => data with { CheckNumber = number },
            _ => data with { ClassificationId = number },
        });
        return true;
    }

    private static FundsData Cleared(FundsData data, FundsColumn column) => column switch
    {
        FundsColumn.Debit => data with { DebitAccountId = null },
        FundsColumn.Account => data with { PaymentAccountId = null, ByCheck = null, CheckbookId = null, CheckNumber = null, CheckDays = null, CheckDueDate = null },
        FundsColumn.ByCheck => data with { ByCheck = null },
        FundsColumn.Checkbook => data with { CheckbookId = null, CheckNumber = null },
        FundsColumn.Number => data with { CheckNumber = null },
        FundsColumn.Days or FundsColumn.Due => data with { CheckDays = null, CheckDueDate = null },
        _ => data with { ClassificationId = null },
    };
}
