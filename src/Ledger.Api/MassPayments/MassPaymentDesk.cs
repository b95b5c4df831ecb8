using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Ledger.Domain.MassPayments.Worksheets;
using Ledger.Foundation;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Instances;

namespace Ledger.Api.MassPayments;

/// <summary>Records what a person prepared (features.md P1, P5), together with the start of the process that carries it on.</summary>
internal sealed class MassPaymentDesk(LedgerDatabase database, IWorkflowRuntime runtime, IDefinitions definitions)
{
    /// <summary>The process that carries a mass payment on when the person wants it.</summary>
    public const string Process = "mass-payment";

    /// <summary>True when that process is published, so that it can be offered.</summary>
    public async Task<bool> HasProcessAsync() => await definitions.FindAsync(Process) is not null;

    /// <summary>
    /// Accepts a worksheet. A new mass payment and the start of its process are one unit of work: both happen or neither, and
    /// the same mass payment never gets a second one. When documents changed since they were chosen nothing is recorded;
    /// what changed is returned, whoever won the race for them.
    /// </summary>
    /// <param name="caller">The person whose worksheet it is.</param>
    /// <param name="worksheetId">The worksheet.</param>
    /// <exception cref="DomainException">As <see cref="Worksheets.AcceptAsync"/>.</exception>
    public async Task<WorksheetAcceptance> AcceptAsync(Caller caller, long worksheetId)
    {
        var hasProcess = await HasProcessAsync();
        try
        {
            return await database.WriteAsync(caller.Actor, session => AcceptAsync(session, worksheetId, hasProcess), CancellationToken.None);
        }
        catch (DomainException taken) when (taken.Code == MassPaymentCodes.DocumentTaken)
        {
            // Another was quicker by a moment: by now it is known who holds the document.
            var findings = await database.WriteAsync(caller.Actor, session => new Worksheets(session).ReviewAsync(worksheetId), CancellationToken.None);
            if (findings.Count == 0)
            {
                throw;
            }

            return new WorksheetAcceptance(null, findings);
        }
    }

    private async Task<WorksheetAcceptance> AcceptAsync(LedgerSession session, long worksheetId, bool hasProcess)
    {
        var sheet = await new Worksheets(session).FindAsync(worksheetId);
        var acceptance = await new Worksheets(session).AcceptAsync(worksheetId);
        if (acceptance.Payment is { } payment && sheet is { MassPaymentId: 0, StartsProcess: true } && hasProcess)
        {
            await session.SaveAsync();
            await runtime.StartAsync(session.Transaction, new StartWorkflow(Process, session.Actor)
            {
                Input = new JsonObject { ["massPaymentId"] = payment.Id },
                CorrelationId = payment.Number.ToString(CultureInfo.InvariantCulture),
                IdempotencyKey = string.Create(CultureInfo.InvariantCulture, $"mass-payment/{payment.Id}"),
                Queued = true,
            });
        }

        return acceptance;
    }
}
