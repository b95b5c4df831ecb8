namespace Ledger.Domain.MassPayments;

/// <summary>Something about the funds of a generation that cannot be used, at the place where a person mends it (P7).</summary>
/// <param name="SupplierId">The supplier whose funds it is about; null for what is given for all.</param>
/// <param name="Field">The field, in the words of <see cref="FundsData"/>; <c>date</c>, <c>documents</c> and <c>amount</c> are of the payment itself.</param>
/// <param name="Code">The code of its text, one of <see cref="MassPaymentCodes"/> or of a closing date.</param>
/// <param name="Arguments">What is filled into the text.</param>
public sealed record FundsProblem(long? SupplierId, string? Field, string Code, IReadOnlyList<object?> Arguments);
