namespace Ledger.Domain.Tests.MassPayments;

/// <summary>A document of a test: its key, its instalments' keys, and how messages name it.</summary>
public sealed record Paper(long Id, IReadOnlyList<long> Installments, string Name)
{
    public long Only => Installments.Single();
}
