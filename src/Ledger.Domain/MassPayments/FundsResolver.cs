using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.Suppliers;
using Ledger.Domain.Treasury;
using Microsoft.EntityFrameworkCore;
using Codes = Ledger.Domain.MassPayments.MassPaymentCodes;
using static Ledger.Domain.MassPayments.MassPaymentRefusals;

namespace Ledger.Domain.MassPayments;

/// <summary>Turns the funds a person gave, and the defaults behind them, into the means of payment of every supplier; checks each (P7).</summary>
/// <param name="session">The session.</param>
/// <param name="rules">The company's rules.</param>
/// <param name="payment">The mass payment.</param>
/// <param name="date">The date of the payment orders.</param>
/// <param name="problems">Where what cannot be used is collected, to be shown at its place; null to refuse with the first of them.</param>
internal sealed class FundsResolver(LedgerSession session, MassPaymentRules rules, MassPayment payment, DateOnly date, FundsProblems? problems = null)
{
    private Dictionary<long, TreasuryAccount> _accounts = [];
    private Dictionary<long, Checkbook> _checkbooks = [];
    private HashSet<long> _classifications = [];

    /// <summary>The means of payment of each of the suppliers, in their order.</summary>
    /// <exception cref="DomainException">Something given cannot be used.</exception>
    public async Task<List<SupplierToPay>> ResolveAsync(GenerationFunds funds, IReadOnlyList<SupplierShare> suppliers)
    {
        Part(null, () => CheckEditable(funds));
        var given = Part(null, () => GivenBySupplier(funds, suppliers)) ?? [];
        _accounts = await session.Db.Set<TreasuryAccount>().AsNoTracking().ToDictionaryAsync(a => a.Id);
        _checkbooks = await session.Db.Set<Checkbook>().AsNoTracking().ToDictionaryAsync(c => c.Id);
        _classifications = [.. await session.Db.Set<Classification>().Select(c => c.Id).ToListAsync()];
        var resolved = new List<SupplierToPay>(suppliers.Count);
        foreach (var supplier in suppliers)
        {
            var data = funds.BySupplier ? given.GetValueOrDefault(supplier.Id, new FundsData()) : funds.General;
            resolved.Add(Resolve(supplier, data, funds.BySupplier));
        }

        return await new CheckNumbers(session, _checkbooks, problems).AssignAsync(resolved, funds.BySupplier ? null : funds.General.CheckNumber);
    }

    // What is given for all is told once, not at every supplier.
    private T? Part<T>(SupplierShare? supplier, Func<T> part)
    {
        try
        {
            return part();
        }
        catch (DomainException refusal) when (problems is not null)
        {
            problems.Add(supplier?.Id, refusal);
            return default;
        }
    }

    private bool CheckEditable(GenerationFunds funds)
    {
        var all = funds.Suppliers.Select(s => s.Data).Append(funds.General);
        if (!all.Any(data => data.HasTreasuryData))
        {
            return true;
        }

        if (!rules.Purchasing.HasTreasury)
        {
            throw Field(Codes.FundsWithoutTreasury, "funds", "The company has no treasury.");
        }

        return rules.Purchasing.EditsTreasuryData
            ? true
            : throw Field(Codes.FundsNotEditable, "funds", "The parameter 'edits treasury data' is off.");
    }

    private Dictionary<long, FundsData> GivenBySupplier(GenerationFunds funds, IReadOnlyList<SupplierShare> suppliers)
    {
        var known = suppliers.Select(s => s.Id).ToHashSet();
        return funds.Suppliers.All(s => known.Contains(s.SupplierId)) && funds.Suppliers.DistinctBy(s => s.SupplierId).Count() == funds.Suppliers.Count
            ? funds.Suppliers.ToDictionary(s => s.SupplierId, s => s.Data)
            : throw Field(Codes.SupplierNotInPayment, "suppliers", "Funds were given for a supplier that is not to be paid, or twice for one.", payment.Number);
    }

    private SupplierToPay Resolve(SupplierShare supplier, FundsData data, bool bySupplier)
    {
        var at = bySupplier ? supplier : null;
        Part(at, () => CheckClassification(data));
        if (!rules.Purchasing.HasTreasury)
        {
            return Row(supplier, null, null, null, null, null, data.ClassificationId);
        }

        var debit = Part(at, () => DebitAccount(data.DebitAccountId ?? (bySupplier ? supplier.DebitAccountId : null) ?? rules.Purchasing.DefaultDebitAccountId));
        var account = Part(at, () => PaymentAccount(
            data.PaymentAccountId ?? (bySupplier ? supplier.UsualPaymentAccountId : null) ?? rules.Purchasing.DefaultPaymentAccountId, supplier));
        if (account is null || !Part(at, () => IsByCheck(data, account, bySupplier && supplier.UsuallyPaysByCheck)))
        {
            return Row(supplier, debit?.Id, account?.Id, null, null, null, data.ClassificationId);
        }

        var checkbook = Part(at, () => Checkbook(data.CheckbookId, account));
        var due = Part<DateOnly?>(at, () => DueDate(data, account));
        return Row(supplier, debit?.Id, account.Id, checkbook?.Id, bySupplier ? data.CheckNumber : null, due, data.ClassificationId);
    }

    private bool CheckClassification(FundsData data) => data.ClassificationId is not { } classification || _classifications.Contains(classification)
        ? true
        : throw Field(Codes.ClassificationUnknown, "classificationId", "The classification does not exist.");

    private SupplierToPay Row(
        SupplierShare supplier, long? debit, long? account, long? checkbook, long? number, DateOnly? due, long? classification) =>
        new(
            supplier.Id, supplier.Code, supplier.Name, supplier.Local, supplier.Units, debit, account, checkbook, number, due,
            due?.DayNumber - date.DayNumber, classification);

    private TreasuryAccount? DebitAccount(long? id)
    {
        if (id is null)
        {
            return null;
        }

        var account = Find(id.Value, "debitAccountId");
        return account.Kind == TreasuryAccountKind.Other
            ? account
            : throw Field(Codes.DebitAccountKind, "debitAccountId", $"The account {account.Code} is not of kind other.", account.Code);
    }

    private TreasuryAccount PaymentAccount(long? id, SupplierShare supplier)
    {
        var account = Find(
            id ?? throw Field(Codes.PaymentAccountMissing, "paymentAccountId", $"Supplier {supplier.Code} has no means of payment.", supplier.Code), "paymentAccountId");
        return account.Kind is TreasuryAccountKind.Bank or TreasuryAccountKind.Other
            ? account
            : throw Field(Codes.PaymentAccountKind, "paymentAccountId", $"The account {account.Code} is of kind {account.Kind}.", account.Code);
    }

    private TreasuryAccount Find(long id, string field) =>
        _accounts.GetValueOrDefault(id) ?? throw Field(Codes.PaymentAccountUnknown, field, "The treasury account does not exist.");

    private static bool IsByCheck(FundsData data, TreasuryAccount account, bool usually)
    {
        var isBank = account.Kind == TreasuryAccountKind.Bank;
        if (data.ByCheck == true && !isBank)
        {
            throw Field(Codes.CheckNeedsBank, "byCheck", $"The account {account.Code} has no checks.", account.Code);
        }

        if (data.ByCheck == false && account.UsesDeferredChecks)
        {
            throw Field(Codes.CheckRequired, "byCheck", $"The account {account.Code} uses deferred checks.", account.Code);
        }

        var byCheck = data.ByCheck ?? (isBank && (usually || account.UsesDeferredChecks));
        return byCheck || ((data.CheckbookId ?? data.CheckNumber ?? data.CheckDays) is null && data.CheckDueDate is null)
            ? byCheck
            : throw Field(Codes.CheckDataWithoutCheck, "byCheck", "Check data were given for a payment without check.");
    }

    private Checkbook Checkbook(long? id, TreasuryAccount account)
    {
        if (id is null)
        {
            return _checkbooks.Values
                .Where(c => c.TreasuryAccountId == account.Id && c.IsAvailable && c.NextNumber <= c.LastNumber).OrderBy(c => c.FirstNumber).FirstOrDefault()
                ?? throw Field(Codes.CheckbookMissing, "checkbookId", $"The account {account.Code} has no available checkbook.", account.Code);
        }

        var checkbook = _checkbooks.GetValueOrDefault(id.Value) ?? throw Field(Codes.CheckbookUnknown, "checkbookId", "The checkbook does not exist.");
        if (checkbook.TreasuryAccountId != account.Id)
        {
            throw Field(Codes.CheckbookOtherAccount, "checkbookId", $"Checkbook {checkbook.Name} is not of {account.Code}.", checkbook.Name, account.Code);
        }

        return checkbook.IsAvailable
            ? checkbook
            : throw Field(Codes.CheckbookUnavailable, "checkbookId", $"Checkbook {checkbook.Name} is not available.", checkbook.Name);
    }

    private DateOnly DueDate(FundsData data, TreasuryAccount account)
    {
        var earliest = account.UsesDeferredChecks ? date.AddDays(1) : date;
        var usual = payment.EstimatedPaymentDate > earliest ? payment.EstimatedPaymentDate : earliest;
        var due = data.CheckDueDate ?? (data.CheckDays is { } days ? date.AddDays(days) : usual);
        if (data.CheckDays is { } given && given != due.DayNumber - date.DayNumber)
        {
            throw Field(Codes.CheckDaysDate, "checkDays", "Days and due date disagree.", given, due);
        }

        if (due >= earliest)
        {
            return due;
        }

        throw account.UsesDeferredChecks
            ? Field(Codes.CheckDueNotAfter, "checkDueDate", "A deferred check falls due after the generation.", due, date)
            : Field(Codes.CheckDueBefore, "checkDueDate", "A check cannot fall due before the generation.", due, date);
    }
}
