namespace Ledger.Domain.MassPayments;

/// <summary>How a generation would turn out with the funds given so far, and all that stands in its way (P7, P8). Nothing was kept.</summary>
/// <param name="Date">The date of the payment orders.</param>
/// <param name="Suppliers">Every supplier still to be paid, with its means of payment as far as they can be used, and the check number to be expected.</param>
/// <param name="Problems">All that would be refused; empty when the generation can be prepared.</param>
/// <param name="Checkbooks">What would be taken from which checkbook.</param>
public sealed record FundsReview(
    DateOnly Date, IReadOnlyList<SupplierToPay> Suppliers, IReadOnlyList<FundsProblem> Problems, IReadOnlyList<CheckbookUse> Checkbooks);
