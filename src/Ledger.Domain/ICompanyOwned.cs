namespace Ledger.Domain;

/// <summary>A row that belongs to one company. A query filter shows a session only those of its own company.</summary>
public interface ICompanyOwned
{
    /// <summary>The company.</summary>
    long CompanyId { get; }
}
