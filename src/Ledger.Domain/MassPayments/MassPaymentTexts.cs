namespace Ledger.Domain.MassPayments;

/// <summary>Marks the texts of <see cref="MassPaymentCodes"/>: Spanish in the neutral resource file, English beside it.</summary>
public sealed class MassPaymentTexts
{
    private MassPaymentTexts()
    {
    }
}
