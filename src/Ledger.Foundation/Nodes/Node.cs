namespace Ledger.Foundation.Nodes;

/// <summary>A process that uses the database; its number keeps its keys apart from those of the others.</summary>
public sealed class Node
{
    /// <summary>The node number, 0 to 1023.</summary>
    public int Number { get; init; }

    /// <summary>Machine and process, for people.</summary>
    public required string Name { get; init; }

    /// <summary>A random token: who holds it owns the number.</summary>
    public required string Token { get; init; }

    /// <summary>When the process joined.</summary>
    public DateTimeOffset JoinedAt { get; init; }

    /// <summary>When the process last said that it lives.</summary>
    public DateTimeOffset SeenAt { get; init; }
}
