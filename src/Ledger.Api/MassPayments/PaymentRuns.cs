using System.Collections.Concurrent;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Ledger.Foundation;

namespace Ledger.Api.MassPayments;

/// <summary>
/// Generates and annuls mass payments that no process carries, in the background of this server: a page may be closed and
/// opened again while it goes on (features.md P8, P9, P11, W12).
/// </summary>
/// <remarks>
/// Each chunk is a unit of work. Interrupted anywhere – the server stops, a document was changed – what was committed stays
/// and the mass payment is partly paid; a new run goes on with the rest, and no supplier is paid twice whoever else runs chunks of it.
/// </remarks>
internal sealed class PaymentRuns(LedgerDatabase database, IHostApplicationLifetime lifetime, ILogger<PaymentRuns> log)
{
    // Well below 200 ms of the writer each, and a payment of a few dozen suppliers shows its progress.
    private const int SuppliersPerChunk = 20;

    private readonly ConcurrentDictionary<(long Company, long Payment), PaymentRun> _runs = [];

    /// <summary>The run that is under way, or the last one since this server was started; null for none.</summary>
    public PaymentRun? Find(long companyId, long paymentId) => _runs.GetValueOrDefault((companyId, paymentId));

    /// <summary>Forgets a run that is over, once its end was told.</summary>
    public void Forget(long companyId, PaymentRun run) =>
        ((ICollection<KeyValuePair<(long, long), PaymentRun>>)_runs).Remove(new((companyId, run.PaymentId), run));

    /// <summary>Issues the payment orders of a generation that was prepared; does nothing while a run is under way.</summary>
    public void Generate(Caller caller, long paymentId, MassPaymentProgress before) => Start(
        caller, paymentId, PaymentRunKind.Generation, before, session => new MassPaymentGeneration(session).RunChunkAsync(paymentId, SuppliersPerChunk));

    /// <summary>Undoes the suppliers of an annulment that was begun; does nothing while a run is under way.</summary>
    public void Annul(Caller caller, long paymentId, MassPaymentProgress before, string reason) => Start(
        caller, paymentId, PaymentRunKind.Annulment, before, session => new MassPaymentAnnulment(session).RunChunkAsync(paymentId, SuppliersPerChunk, reason));

    private void Start(Caller caller, long paymentId, PaymentRunKind kind, MassPaymentProgress before, Func<LedgerSession, Task<MassPaymentProgress>> chunk)
    {
        var key = (caller.Company, paymentId);
        var now = database.Clock.GetUtcNow();
        var run = new PaymentRun(paymentId, kind, now, before.Done, now) { Progress = before };
        if (_runs.TryGetValue(key, out var last) ? last.IsOver && _runs.TryUpdate(key, run, last) : _runs.TryAdd(key, run))
        {
            _ = Task.Run(() => RunAsync(caller, key, run, chunk));
        }
    }

    private async Task RunAsync(Caller caller, (long Company, long Payment) key, PaymentRun run, Func<LedgerSession, Task<MassPaymentProgress>> chunk)
    {
        try
        {
            while (!run.Progress.IsFinished && !lifetime.ApplicationStopping.IsCancellationRequested)
            {
                var progress = await database.WriteAsync(caller.Actor, chunk);
                _runs[key] = run = run with { Progress = progress, UpdatedAt = database.Clock.GetUtcNow() };
            }

            _runs[key] = run with { IsOver = true };
        }
        catch (Exception exception)
        {
            if (Refusal.Of(exception).IsUnexpected)
            {
                log.LogError(exception, "The {Kind} of mass payment {Payment} broke off after {Done} of {Total} suppliers", run.Kind, run.PaymentId, run.Progress.Done, run.Progress.Total);
            }

            // Told at the page; what was committed stays.
            _runs[key] = run with { IsOver = true, Refusal = exception };
        }
    }
}
