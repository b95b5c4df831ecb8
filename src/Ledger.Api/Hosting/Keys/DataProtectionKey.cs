namespace Ledger.Api.Hosting.Keys;

/// <summary>A key of the key ring.</summary>
internal sealed class DataProtectionKey
{
    /// <summary>The key of the row.</summary>
    public long Id { get; init; }

    /// <summary>The name the framework gives it.</summary>
    public required string Name { get; init; }

    /// <summary>The key as the framework writes it.</summary>
    public required string Xml { get; init; }
}
