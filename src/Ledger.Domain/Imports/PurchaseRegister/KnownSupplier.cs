namespace Ledger.Domain.Imports.PurchaseRegister;

/// <summary>A supplier as the importer needs it.</summary>
/// <param name="Id">The key.</param>
/// <param name="TermDays">Days from issue to due date; null for the company's.</param>
/// <param name="New">The row that made it; null when it was there.</param>
internal sealed record KnownSupplier(long Id, int? TermDays, PurchaseRegisterRow? New);
