using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;
using Ledger.Workflows.Triggers;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Workflows.Tests.Queue;

/// <summary>What starts published definitions: stimuli and the time; and how many may run at once.</summary>
public abstract class TriggerContract(DatabaseKind kind)
{
    [Fact]
    public async Task SendAsync_TriggerHit_StartsThePublishedVersionAtTheTrigger()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        await host.PublishAsync(Flow.Definition("on-go", Flow.Sequence(Flow.Wait("go", "trigger").AsTrigger(), Flow.Effect("ran"))));

        (await host.SendAsync("go")).Should().Be(new StimulusResult(1, 0, false));
        (await host.EffectsAsync()).Should().Equal("ran");
        await host.Database.WriteAsync(tx => host.Services.GetRequiredService<ITriggerIndex>().RetractAsync(tx, "on-go"));
        (await host.SendAsync("go")).Should().Be(new StimulusResult(0, 0, true));
    }

    [Theory]
    [InlineData("SingletonStrategy", null, null, 1)]
    [InlineData("CorrelatedSingletonStrategy", "A", "A", 1)]
    [InlineData("CorrelatedSingletonStrategy", "A", "B", 2)]
    [InlineData("CorrelationStrategy", "A", "A", 1)]
    [InlineData("AllowAlwaysStrategy", "A", "A", 8)]
    public async Task ActivationStrategy_ManyAtOnce_HoldsAtomically(string strategy, string? first, string? second, int allowed)
    {
        await using var host = await RuntimeHost.CreateAsync(kind, TimeProvider.System);
        var type = $"Elsa.Workflows.ActivationValidators.{strategy}, Elsa.Workflows.Core";
        host.Add(Flow.Definition("one", Flow.Sequence(Flow.Wait("never")), new JsonObject { ["activationStrategyType"] = type }));

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            try
            {
                await host.Runtime.StartAsync(new StartWorkflow("one", RuntimeHost.Ana) { CorrelationId = i % 2 == 0 ? first : second });
                return true;
            }
            catch (WorkflowException e) when (e.Code == "instance.already-running")
            {
                return false;
            }
        })));

        results.Count(started => started).Should().Be(allowed);
        (await host.CountAsync("workflow_instances")).Should().Be(allowed);
    }

    [Fact]
    public async Task Cron_TicksPass_EachFiresOnceOnTwoNodesAndMissedOnesAreMadeUpOnce()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        await using var other = host.Another();
        await host.PublishAsync(Flow.Definition("hourly", Flow.Sequence(
            Tick("Elsa.Cron", "cronExpression", "0 0 * * * *"), Flow.Effect("hour"))));

        await DrainAsync();
        (await host.EffectsAsync()).Should().BeEmpty();
        for (var hour = 1; hour <= 3; hour++)
        {
            host.Clock.Move(TimeSpan.FromHours(1));
            await DrainAsync();
            (await host.EffectsAsync()).Should().HaveCount(hour);
        }

        host.Clock.Move(TimeSpan.FromHours(10.5));
        await DrainAsync();
        (await host.EffectsAsync()).Should().HaveCount(4, "ten missed ticks are made up with one run");
        host.Clock.Move(TimeSpan.FromMinutes(31));
        await DrainAsync();
        (await host.EffectsAsync()).Should().HaveCount(5);

        Task DrainAsync() => Task.WhenAll(host.DrainAsync(), other.DrainAsync());
    }

    [Fact]
    public async Task Timer_Interval_FiresFromItsStartEveryInterval()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        await host.PublishAsync(Flow.Definition("timer", Flow.Sequence(
            Tick("Elsa.Timer", "interval", "00:05:00"),
            Flow.Effect("ticked"))));

        for (var i = 0; i < 12; i++)
        {
            host.Clock.Move(TimeSpan.FromMinutes(1));
            await host.DrainAsync();
        }

        (await host.EffectsAsync()).Should().HaveCount(2);
        (await host.Queries.ListAsync(new InstanceQuery { CompanyId = RuntimeHost.Company }, new())).Items
            .Should().OnlyContain(i => i.StartedBy.StartsWith("trigger:"));
    }

    [Fact]
    public async Task Timer_RetractedAndPublishedAgain_DoesNotMakeUpTheTimeBetween()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        var definition = Flow.Definition("timer", Flow.Sequence(Tick("Elsa.Timer", "interval", "00:05:00"), Flow.Effect("ticked")));
        await host.PublishAsync(definition);
        await host.Database.WriteAsync(tx => host.Services.GetRequiredService<ITriggerIndex>().RetractAsync(tx, "timer"));
        host.Clock.Move(TimeSpan.FromMinutes(12));
        await host.DrainAsync();
        await host.PublishAsync((JsonObject)definition.DeepClone());
        await host.DrainAsync();

        (await host.EffectsAsync()).Should().BeEmpty();
        host.Clock.Move(TimeSpan.FromMinutes(5));
        await host.DrainAsync();
        (await host.EffectsAsync()).Should().ContainSingle();
    }

    internal static JsonObject Tick(string type, string input, string value) => Flow.Activity(type, "tick", (input, value)).AsTrigger();
}

public sealed class SqliteTriggerTests() : TriggerContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlTriggerTests() : TriggerContract(DatabaseKind.PostgreSql);
