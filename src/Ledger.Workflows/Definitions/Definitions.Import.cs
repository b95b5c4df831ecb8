using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Validation;

namespace Ledger.Workflows.Definitions;

/// <content>Imports: what a definition that comes in does to those that are there.</content>
internal sealed partial class Definitions
{
    /// <summary>Imports under a rule; the problems of the result say why nothing was imported or published.</summary>
    internal async Task<DefinitionImport> ImportAsync(
        JsonObject definition, string origin, bool? publish, ImportRule rule, Actor actor, CancellationToken cancellationToken)
    {
        var content = DefinitionContent.Of(definition);
        var wantsPublish = publish ?? content.SaysPublished;
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var plan = await PlanAsync(null, content, rule, publish, wantsPublish);
            var target = plan.Target ?? NewVersion(content, plan.NextVersion, origin, actor);
            var examination = plan.Publishes || plan.Step == ImportStep.NewVersion
                ? await examiner.ExamineAsync(DefinitionJson.Compose(target), null, [], cancellationToken)
                : null;
            var result = await database.WriteAsync(
                async transaction =>
                {
                    await LockAsync(transaction, content.DefinitionId);
                    return plan == await PlanAsync(transaction, content, rule, publish, wantsPublish)
                        ? await CarryOutAsync(transaction, plan, target, examination, actor)
                        : null; // Another node or person was faster: plan again.
                },
                cancellationToken);
            if (result is not null)
            {
                return result;
            }
        }

        throw ChangedMeanwhile(content.DefinitionId);
    }

    private async Task<ImportPlan> PlanAsync(
        LedgerTransaction? transaction, DefinitionContent content, ImportRule rule, bool? publish, bool wantsPublish)
    {
        var latest = await table.FindLatestAsync(transaction, content.DefinitionId);
        var compared = rule == ImportRule.OnlyOverFiles ? await table.FindFromFileAsync(transaction, content.DefinitionId) : latest;
        if (latest is not null && latest.ContentHash == content.Hash)
        {
            compared = latest; // Whoever made it, it is what the file says.
        }

        if (compared is not null && compared.ContentHash == content.Hash)
        {
            // Published again only when it never was (its problems may be mended by now) or when asked for: a process
            // owner's retracting outlives a restart.
            var again = wantsPublish && compared.IsLatest && !compared.IsPublished && (compared.UsedVersionsJson is null || publish == true);
            return new ImportPlan(ImportStep.Unchanged, latest!.Version + 1, again) { Target = compared };
        }

        if (rule == ImportRule.OnlyOverFiles && latest is not null && !latest.Origin.StartsWith("file:", StringComparison.Ordinal))
        {
            return new ImportPlan(ImportStep.Differs, latest.Version + 1, false) { Target = latest };
        }

        return new ImportPlan(ImportStep.NewVersion, (latest?.Version ?? 0) + 1, wantsPublish);
    }

    private async Task<DefinitionImport> CarryOutAsync(
        LedgerTransaction transaction, ImportPlan plan, DefinitionVersion target, Examination? examination, Actor actor)
    {
        // Why it was not published is told only to who wanted it published; the rest is kept with the version.
        var problems = plan.Publishes ? examination?.Errors ?? [] : [];
        if (plan.Step == ImportStep.Differs)
        {
            var problem = new DefinitionProblem(
                "import.edited-in-designer", target.DefinitionId,
                $"The file differs from version {target.Version} of {target.DefinitionId}, which was edited in the designer; it was not imported.",
                target.Version, target.DefinitionId);
            return new DefinitionImport(target.DefinitionId, target.Version, false, target.IsPublished, [problem]);
        }

        if (plan.Step == ImportStep.NewVersion)
        {
            if (await table.FindVersionAsync(transaction, target.VersionId) is not null)
            {
                target.VersionId = DefinitionContent.NewId();
            }

            target.ProblemsJson = Written(examination?.Problems ?? []);
            await DefinitionTable.InsertAsync(transaction, target);
            await EditorTable.TouchAsync(transaction, target.DefinitionId, actor, "imported", null);
            Audit(transaction, actor, "definition.imported", target, new { target.Origin });
        }
        else if (problems.Count > 0)
        {
            await SetProblemsAsync(transaction, target, examination!.Problems);
        }

        if (plan.Publishes && examination?.Publishable is { } graph)
        {
            await PublishAsync(transaction, target, graph, examination.Warnings, actor);
        }

        return new DefinitionImport(
            target.DefinitionId, target.Version, plan.Step == ImportStep.NewVersion, target.IsPublished, problems)
        {
            Warnings = examination?.Warnings ?? [],
        };
    }

    private enum ImportStep
    {
        Unchanged,
        Differs,
        NewVersion,
    }

    private sealed record ImportPlan(ImportStep Step, int NextVersion, bool Publishes)
    {
        public DefinitionVersion? Target { get; init; }

        // Two looks at the database make the same plan when they are about the same row with the same content.
        public bool Equals(ImportPlan? other) =>
            other is not null && Step == other.Step && NextVersion == other.NextVersion && Publishes == other.Publishes
            && Target?.VersionId == other.Target?.VersionId && Target?.ContentHash == other.Target?.ContentHash;

        public override int GetHashCode() => HashCode.Combine(Step, NextVersion, Publishes, Target?.VersionId);
    }
}
