namespace Ledger.Domain.MassPayments;

/// <summary>Collects what stands in the way of a generation, each thing once.</summary>
internal sealed class FundsProblems
{
    private readonly List<FundsProblem> _all = [];

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<FundsProblem> All => _all;

    /// <summary>What is taken from which checkbook.</summary>
    public List<CheckbookUse> Uses { get; } = [];

    /// <summary>Notes a refusal at its place.</summary>
    public void Add(long? supplierId, DomainException refusal)
    {
        if (!_all.Exists(p => p.SupplierId == supplierId && p.Code == refusal.Code && p.Field == refusal.Field && p.Arguments.SequenceEqual(refusal.Arguments)))
        {
            _all.Add(new FundsProblem(supplierId, refusal.Field, refusal.Code, refusal.Arguments));
        }
    }

    /// <summary>Does something that may be refused, and notes the refusal.</summary>
    public async Task TryAsync(Func<Task> work, string? field = null)
    {
        try
        {
            await work();
        }
        catch (DomainException refusal)
        {
            if (refusal.Field is null && field is not null)
            {
                _all.Add(new FundsProblem(null, field, refusal.Code, refusal.Arguments));
                return;
            }

            Add(null, refusal);
        }
    }
}
