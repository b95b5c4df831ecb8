using Ledger.Domain.Accounting;
using Ledger.Domain.Parameters;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.SupplierAccounts;

/// <summary>Makes the journal entries of payments from the company's posting template of payments.</summary>
public sealed class PaymentPosting
{
    private readonly Dictionary<PostingRole, PostingTemplateLine> _lines;
    private readonly string _localCurrency;

    private PaymentPosting(Dictionary<PostingRole, PostingTemplateLine> lines, string localCurrency)
    {
        _lines = lines;
        _localCurrency = localCurrency;
    }

    /// <summary>Reads the template; null when payments are not integrated with accounting (P8).</summary>
    /// <exception cref="DomainException">The template is missing or has no line for the supplier or the treasury.</exception>
    public static async Task<PaymentPosting?> LoadAsync(LedgerSession session)
    {
        var parameters = await new ParameterService(session).GetAsync<AccountingParameters>();
        if (!parameters.IntegratesPayments)
        {
            return null;
        }

        var code = parameters.PaymentTemplateCode;
        var lines = await session.Db.Set<PostingTemplateLine>()
            .Where(l => session.Db.Set<PostingTemplate>().Any(t => t.Id == l.TemplateId && t.Code == code)).OrderBy(l => l.LineNumber).ToListAsync();
        var byRole = lines.GroupBy(l => l.Role).ToDictionary(g => g.Key, g => g.First());
        if (!byRole.ContainsKey(PostingRole.SupplierPayable) || !byRole.ContainsKey(PostingRole.Treasury))
        {
            throw new DomainException("posting-template.missing", $"The posting template {code} of payments is missing or has not the lines of supplier and treasury.", code);
        }

        var company = await new Companies.CompanyService(session).CurrentAsync();
        return new PaymentPosting(byRole, company.LocalCurrency);
    }

    /// <summary>The entry of a payment.</summary>
    /// <param name="order">The payment order.</param>
    /// <param name="supplierAccountId">The supplier's own account; null for the template's.</param>
    /// <param name="treasury">The ledger account of each treasury account used, with its part in local currency.</param>
    /// <param name="narrative">The text of the entry.</param>
    /// <remarks>What the treasury's part differs from the order's local amount is posted as rounding (P8).</remarks>
    /// <exception cref="DomainException">No account is known for the supplier or for the rounding.</exception>
    public JournalEntryDraft Draft(
        PaymentOrder order, long? supplierAccountId, IReadOnlyList<(long AccountId, decimal LocalAmount)> treasury, string narrative)
    {
        var payable = _lines[PostingRole.SupplierPayable];
        var isForeign = order.Currency != _localCurrency;
        var lines = new List<JournalLineDraft>(3)
        {
            Line(payable, supplierAccountId ?? Account(payable), order.LocalAmount) with
            {
                ForeignCurrency = isForeign ? order.Currency : null, ForeignAmount = isForeign ? order.Amount : null,
            },
        };
        lines.AddRange(treasury.Select(part => Line(_lines[PostingRole.Treasury], part.AccountId, part.LocalAmount)));
        var rounding = treasury.Sum(part => part.LocalAmount) - order.LocalAmount;
        if (rounding != 0)
        {
            var role = rounding > 0 ? PostingRole.RoundingLoss : PostingRole.RoundingGain;
            var line = _lines.GetValueOrDefault(role)
                ?? throw new DomainException("posting-template.rounding", "The posting template of payments has no account for rounding.");
            lines.Add(Line(line, Account(line), Math.Abs(rounding)));
        }

        return new JournalEntryDraft(order.Date, narrative, EntrySource.PaymentOrder, order.Id, lines);
    }

    private static JournalLineDraft Line(PostingTemplateLine template, long accountId, decimal amount) => template.Side == EntrySide.Debit
        ? new JournalLineDraft(accountId, amount, 0, template.Narrative)
        : new JournalLineDraft(accountId, 0, amount, template.Narrative);

    private static long Account(PostingTemplateLine line) => line.AccountId
        ?? throw new DomainException("posting-template.account", $"Line {line.LineNumber} of the posting template needs an account.", line.LineNumber);
}
