namespace Ledger.Domain.MassPayments;

/// <summary>A filter of payable documents kept under a name.</summary>
/// <param name="Name">The name; unique in the company.</param>
/// <param name="Filter">The filter.</param>
/// <param name="DueWithinDays">Take what falls due until this many days after the run, in place of the dates of the filter; null to go by those.</param>
public sealed record NamedFilter(string Name, PayableFilter Filter, int? DueWithinDays = null);
