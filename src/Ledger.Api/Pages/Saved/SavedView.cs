namespace Ledger.Api.Pages.Saved;

/// <summary>A filter, order and so on of a page that a person named, to come back to it.</summary>
internal sealed class SavedView
{
    /// <summary>The longest name.</summary>
    public const int NameLengthMax = 60;

    /// <summary>The longest state.</summary>
    public const int StateLengthMax = 2_000;

    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <summary>The company it was saved in: processes and roles differ.</summary>
    public long CompanyId { get; init; }

    /// <summary>Whose it is.</summary>
    public long UserId { get; init; }

    /// <summary>The page, such as <c>inbox</c>.</summary>
    public required string Page { get; init; }

    /// <summary>The name the person gave it.</summary>
    public required string Name { get; init; }

    /// <summary>The page's query string.</summary>
    public required string State { get; init; }

    /// <summary>When it was saved.</summary>
    public DateTimeOffset SavedAt { get; init; }
}
