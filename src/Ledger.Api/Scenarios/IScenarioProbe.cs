using System.Text.Json.Nodes;
using Ledger.Domain;

namespace Ledger.Api.Scenarios;

/// <summary>
/// A named question to the books, for what scenarios expect under <c>books</c>. A module adds one to make its state
/// checkable; nothing else has to change.
/// </summary>
internal interface IScenarioProbe
{
    /// <summary>The name in scenarios.</summary>
    string Name { get; }

    /// <summary>Reads the state: stable order, names people know (numbers and names of suppliers, never keys).</summary>
    Task<JsonNode> ReadAsync(LedgerDb db);
}
