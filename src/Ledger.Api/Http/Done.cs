namespace Ledger.Api.Http;

/// <summary>The answer of an operation that has no other: <c>{"done":true}</c>.</summary>
/// <param name="IsDone">Always true.</param>
internal sealed record Done([property: System.Text.Json.Serialization.JsonPropertyName("done")] bool IsDone)
{
    /// <summary>The one value.</summary>
    public static readonly Done Value = new(true);
}
