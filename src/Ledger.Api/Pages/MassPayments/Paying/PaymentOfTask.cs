using System.Globalization;
using Ledger.Workflows.HumanTasks;

namespace Ledger.Api.Pages.MassPayments.Paying;

/// <summary>Finds the mass payment that a task is about, whichever process asked for it.</summary>
internal static class PaymentOfTask
{
    /// <summary>The key in the task's data; null when it names none.</summary>
    public static long? IdOf(HumanTaskInfo task) =>
        task.Data?["massPaymentId"] is { } key && long.TryParse(key.ToString(), CultureInfo.InvariantCulture, out var id) ? id : null;
}
