namespace Ledger.Domain.MassPayments;

/// <summary>What the annulment of a generation would undo, and what stands in its way (P11).</summary>
/// <param name="Orders">Payment orders to be annulled.</param>
/// <param name="Local">Their total in local currency.</param>
/// <param name="Documents">Documents that would be pending or on account again.</param>
/// <param name="Checks">Checks to be annulled.</param>
/// <param name="Movements">Treasury movements to be reversed.</param>
/// <param name="Entries">Journal entries to be reversed.</param>
/// <param name="Obstacles">What forbids it, each document or day by itself; empty when it may begin.</param>
public sealed record AnnulmentPreview(
    int Orders, decimal Local, int Documents, int Checks, int Movements, int Entries, IReadOnlyList<FundsProblem> Obstacles);
