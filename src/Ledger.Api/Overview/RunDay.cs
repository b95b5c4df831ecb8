using Ledger.Workflows.Instances;

namespace Ledger.Api.Overview;

/// <summary>The runs that began on a day and how they stand.</summary>
/// <param name="Day">The day in the company.</param>
/// <param name="Status">How they stand now.</param>
/// <param name="Count">How many.</param>
public sealed record RunDay(DateOnly Day, WorkflowSubStatus Status, long Count);
