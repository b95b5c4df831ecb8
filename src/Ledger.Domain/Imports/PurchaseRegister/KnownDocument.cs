using Ledger.Domain.PurchaseDocuments;

namespace Ledger.Domain.Imports.PurchaseRegister;

/// <summary>A document that is there already, in stored form.</summary>
internal sealed record KnownDocument
{
    public required long Id { get; init; }

    public required int Revision { get; init; }

    public required string State { get; init; }

    public required long Open { get; init; }

    public required long Total { get; init; }

    public required bool IsInMassPayment { get; init; }

    public required int Installments { get; init; }

    public required string? Tab { get; init; }

    public required (long, long, long, long, long, long, int, string) Content { get; init; }

    /// <summary>True while nothing was paid, allocated, spread by a person or taken into a mass payment.</summary>
    public bool IsUntouched => !IsInMassPayment && Open == Total && Installments == 1 && State is nameof(DocumentState.Pending) or nameof(DocumentState.OnAccount);

    /// <summary>What of a row is compared with what is there.</summary>
    public static (long, long, long, long, long, long, int, string) ContentOf(PurchaseRegisterRow row) => (
        Whole(row.Total), Whole(row.Exempt), Whole(row.Net), Whole(row.VatRecoverable), Whole(row.VatNonRecoverable), Whole(row.VatCommonUse),
        Stored.Of(row.IssueDate), row.PurchaseKind.ToString());

    /// <summary>The stored form of whole pesos.</summary>
    public static long Whole(long pesos) => checked(pesos * 10_000);
}
