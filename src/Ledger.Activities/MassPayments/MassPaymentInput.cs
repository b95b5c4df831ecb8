using Ledger.Workflows;
using Ledger.Workflows.Activities;

namespace Ledger.Activities.MassPayments;

/// <summary>Reads the input that all steps of a mass payment share.</summary>
internal static class MassPaymentInput
{
    public static long Require(ActivityContext context, Input<long?>? massPaymentId) =>
        context.Get(massPaymentId) ?? throw new WorkflowException(
            "activity.mass-payment-missing", $"{context.Activity.Id} was given no mass payment.", context.Activity.Name ?? context.Activity.Id);
}
