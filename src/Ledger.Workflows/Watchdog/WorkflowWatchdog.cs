using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Watchdog;

/// <inheritdoc cref="IWatchdog"/>
internal sealed partial class WorkflowWatchdog(
    LedgerDatabase database, IServiceProvider services, IOptions<WorkflowOptions> options, ILogger<WorkflowWatchdog> logger)
    : BackgroundService, IWatchdog
{
    public async Task<IReadOnlyList<WatchdogFinding>> RunAsync(CancellationToken cancellationToken = default)
    {
        var all = new List<WatchdogFinding>();
        foreach (var check in services.GetServices<IWatchdogCheck>())
        {
            // A unit of work each: trouble in one check does not keep the others from repairing.
            var found = await database.WriteAsync(
                async tx =>
                {
                    await DatabaseLock.TakeAsync(tx, "watchdog");
                    var findings = new List<WatchdogFinding>();
                    foreach (var finding in await check.CheckAsync(tx))
                    {
                        if (await ReportAsync(tx, finding))
                        {
                            findings.Add(finding);
                        }
                    }

                    return findings;
                },
                cancellationToken);
            all.AddRange(found);
        }

        foreach (var finding in all)
        {
            LogFinding(finding.Kind, finding.Detail);
        }

        return all;
    }

    public async Task<Page<WatchdogReport>> ListAsync(long companyId, PageRequest page, CancellationToken cancellationToken = default)
    {
        var count = await database.QueryAsync(
            "select count(*) from watchdog_findings where company_id in ($1, 0)", row => row.GetInt64(0), companyId);
        var items = await database.QueryAsync(
            $"""
            select id, kind, company_id, subject_id, instance_id, detail, repaired, at from watchdog_findings
            where company_id in ($1, 0) order by id desc limit {page.Take} offset {page.Skip}
            """,
            row => new WatchdogReport(
                row.GetInt64(0),
                new WatchdogFinding(
                    row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetInt64(4), row.GetString(5), row.GetBoolean(6)),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(7))),
            companyId);
        return new Page<WatchdogReport>(items, (int)count[0]);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(options.Value.WatchdogInterval, database.Clock, stoppingToken);
                await RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogTrouble(e);
            }
        }
    }

    private static async Task<bool> ReportAsync(LedgerTransaction transaction, WatchdogFinding finding) =>
        await transaction.ExecuteAsync(
            """
            insert into watchdog_findings (id, company_id, kind, subject_id, instance_id, detail, repaired, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (kind, subject_id) do nothing
            """,
            transaction.Database.Ids.Next(), finding.CompanyId, finding.Kind, finding.SubjectId, finding.InstanceId, finding.Detail,
            finding.Repaired, transaction.Database.Clock.GetUtcNow().ToUnixTimeMilliseconds()) == 1;

    [LoggerMessage(LogLevel.Warning, "Watchdog: {Kind}: {Detail}")]
    private partial void LogFinding(string kind, string detail);

    [LoggerMessage(LogLevel.Error, "The watchdog could not look; it tries again.")]
    private partial void LogTrouble(Exception cause);
}
