using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Schedules;

namespace Ledger.Api.Workflows;

/// <summary>
/// Gives each company the schedules that definitions propose (<c>customProperties.schedule</c>), once and as they propose
/// them: those that ship are paused until a person lets them run (features.md W7). A schedule that exists is left alone.
/// </summary>
internal sealed class ShippedSchedules(
    IDefinitions definitions, ISchedules schedules, LedgerDatabase database, ILogger<ShippedSchedules> log)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    /// <summary>Adds what is missing, for all companies.</summary>
    public async Task AddMissingAsync(CancellationToken cancellationToken)
    {
        var proposals = await ProposalsAsync(cancellationToken);
        if (proposals.Count == 0)
        {
            return;
        }

        foreach (var companyId in await database.QueryAsync("select id from companies order by id", row => row.GetInt64(0)))
        {
            var known = (await schedules.ListAsync(companyId, cancellationToken)).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var (definitionId, proposal) in proposals.Where(p => !known.Contains(p.Proposal.Name)))
            {
                await AddAsync(companyId, definitionId, proposal, cancellationToken);
            }
        }
    }

    private async Task AddAsync(long companyId, string definitionId, Proposal proposal, CancellationToken cancellationToken)
    {
        var schedule = new ScheduleInfo
        {
            CompanyId = companyId,
            Name = proposal.Name,
            DefinitionId = definitionId,
            Cron = proposal.Cron,
            TimeZone = proposal.TimeZone,
            Misfire = proposal.Misfire,
            Input = (JsonObject?)proposal.Input?.DeepClone(),
            IsPaused = proposal.Paused,
        };
        try
        {
            await schedules.SaveAsync(schedule, Actor.System(companyId, "definitions"), cancellationToken);
        }
        catch (WorkflowException refusal)
        {
            // A definition that proposes nonsense must not keep the host from starting.
            log.LogWarning("The schedule {Schedule} of {Definition} is refused: {Code} {Message}", proposal.Name, definitionId, refusal.Code, refusal.Message);
        }
    }

    private async Task<List<(string DefinitionId, Proposal Proposal)>> ProposalsAsync(CancellationToken cancellationToken)
    {
        var found = new List<(string, Proposal)>();
        for (var page = 0; ; page++)
        {
            var versions = await definitions.ListAsync("Published", null, new PageRequest(page, PageRequest.SizeMax), cancellationToken);
            foreach (var version in versions.Items)
            {
                if (Read(version) is { } proposal)
                {
                    found.Add((version.DefinitionId, proposal));
                }
            }

            if (versions.Items.Count < PageRequest.SizeMax)
            {
                return found;
            }
        }
    }

    private Proposal? Read(DefinitionVersion version)
    {
        try
        {
            return JsonNode.Parse(version.Json)?["customProperties"]?["schedule"]?.Deserialize<Proposal>(Json);
        }
        catch (JsonException e)
        {
            log.LogWarning("The schedule that {Definition} proposes cannot be read: {Message}", version.DefinitionId, e.Message);
            return null;
        }
    }

    private sealed record Proposal(string Name, string Cron)
    {
        public string TimeZone { get; init; } = "America/Santiago";

        public MisfireRule Misfire { get; init; } = MisfireRule.RunOnce;

        public bool Paused { get; init; } = true;

        public JsonObject? Input { get; init; }
    }
}
