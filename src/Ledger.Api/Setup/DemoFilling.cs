using Ledger.Api.Demo;
using Ledger.Foundation;

namespace Ledger.Api.Setup;

/// <summary>
/// Adds the documents of the demo behind the first visit: each part is a unit of work of its own and left out when it is
/// there, so that a server that stopped in the middle goes on at its next start.
/// </summary>
internal sealed class DemoFilling(LedgerDatabase database, IHostApplicationLifetime lifetime, ILogger<DemoFilling> log) : BackgroundService
{
    /// <summary>What the audit trail calls a first visit.</summary>
    public const string Action = "installation.set-up";

    private readonly Lock _gate = new();
    private FillingState _state = new(0, 1, false, false);
    private Task? _work;

    /// <summary>How far it is.</summary>
    public FillingState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <summary>Begins; nothing happens when it is under way.</summary>
    public void Start(long companyId)
    {
        lock (_gate)
        {
            if (_work is not { IsCompleted: false })
            {
                _state = new FillingState(0, 1, true, false);
                _work = Task.Run(() => FillAsync(companyId));
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var companies = await database.QueryAsync("select id from companies where rut = $1", row => row.GetInt64(0), DemoCompany.CompanyRut);
        if (companies.Count == 0 || await DemoCompany.IsCompleteAsync(database, companies[0]))
        {
            return;
        }

        // Only one that a first visit made: that of a test, or of ./ledger demo, is filled by whom it belongs to.
        var visits = await database.QueryAsync(
            "select sequence from audit_entries where company_id = $1 and action = $2 limit 1", row => row.GetInt64(0), companies[0], Action);
        if (visits.Count > 0)
        {
            Start(companies[0]);
        }
    }

    private async Task FillAsync(long companyId)
    {
        try
        {
            await new DemoCompany(database).FillAsync(
                companyId, Path.Combine(AppContext.BaseDirectory, "demo"), new Steps(this), lifetime.ApplicationStopping);
            Set(s => s with { Done = s.Total, IsRunning = false });
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            log.LogInformation("The server stops while the demo's documents are added; the next start goes on");
        }
        catch (Exception exception)
        {
            log.LogError(exception, "The demo's documents could not be added; the next start tries again");
            Set(s => s with { IsRunning = false, HasFailed = true });
        }
    }

    private void Set(Func<FillingState, FillingState> change)
    {
        lock (_gate)
        {
            _state = change(_state);
        }
    }

    // Progress<T> would report on other threads, later and out of order.
    private sealed class Steps(DemoFilling filling) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value) => filling.Set(s => s with { Done = value.Done, Total = value.Total });
    }
}

/// <summary>How far the demo's documents are.</summary>
internal sealed record FillingState(long Done, long Total, bool IsRunning, bool HasFailed);
