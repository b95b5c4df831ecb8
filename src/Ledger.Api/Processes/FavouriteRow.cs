namespace Ledger.Api.Processes;

/// <summary>A process that a person marked to find it first.</summary>
internal sealed class FavouriteRow
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <summary>The company it was marked in.</summary>
    public long CompanyId { get; init; }

    /// <summary>Whose it is.</summary>
    public long UserId { get; init; }

    /// <summary>The process.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>When it was marked.</summary>
    public DateTimeOffset MarkedAt { get; init; }
}
