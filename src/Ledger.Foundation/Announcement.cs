using System.Text.Json.Nodes;

namespace Ledger.Foundation;

/// <summary>
/// Something of the business that happened in a unit of work and that others may act on in the same one: what the domain tells
/// without knowing who listens. The host hands it to the processes.
/// </summary>
/// <param name="Name">What happened, such as <c>folios.arrived</c>; part of the contract with process definitions.</param>
/// <param name="Actor">On whose behalf.</param>
/// <param name="Key">What it is about, as the process that waits for it calls it; null for all who wait.</param>
/// <param name="Detail">What it brings.</param>
public sealed record Announcement(string Name, Actor Actor, string? Key = null, JsonNode? Detail = null);
