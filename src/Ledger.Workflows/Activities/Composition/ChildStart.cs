using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Activities.Composition;

/// <summary>What the activities that start other processes have in common.</summary>
internal static class ChildStart
{
    // Beyond this depth children are queued: a process that calls itself must not grow the stack of one burst.
    private const int InlineDepthMax = 8;

    private static readonly object DepthKey = new();

    public static StartWorkflow Request(ActivityContext context, string? definitionId, string? correlationId, object? input, int index = 0)
    {
        if (string.IsNullOrWhiteSpace(definitionId))
        {
            throw new WorkflowException("definition.not-found", $"The step {context.Activity.Id} names no definition.", string.Empty);
        }

        return new StartWorkflow(definitionId, context.Actor)
        {
            Input = ValueConverter.ToJson(input) as JsonObject,
            CorrelationId = string.IsNullOrEmpty(correlationId) ? null : correlationId,
            ParentInstanceId = context.Workflow.InstanceId,
            IdempotencyKey = ChildKey.Of(context.ExecutionId, index),
            Queued = true,
        };
    }

    /// <summary>Starts a child whose first burst is left to a worker.</summary>
    public static Task<ChildRun> QueueAsync(ActivityContext context, StartWorkflow request) =>
        context.Service<InstanceEngine>().StartChildAsync(context.Transaction, request);

    /// <summary>Starts a child and runs its first burst here, in the transaction of the parent's.</summary>
    public static async Task<ChildRun> RunAsync(ActivityContext context, StartWorkflow request)
    {
        var transaction = context.Transaction;
        var depth = transaction.Share(DepthKey, _ => new Depth());
        depth.Value++;
        try
        {
            return await context.Service<InstanceEngine>().StartChildAsync(
                transaction, request with { Queued = depth.Value > InlineDepthMax });
        }
        catch (BurstFailedException e)
        {
            // The parent's own step has failed: it is tried again with its child.
            ExceptionDispatchInfo.Throw(e.Cause);
            throw;
        }
        finally
        {
            depth.Value--;
        }
    }

    /// <summary>Goes on after the child has ended: with its output, or with an incident when it was stopped.</summary>
    public static JsonNode? OutputOf(ActivityContext context, Resumption resumption)
    {
        var end = ChildEnd.Read(resumption.Input);
        if (end is { SubStatus: WorkflowSubStatus.Cancelled } cancelled)
        {
            throw new WorkflowException(
                "child.cancelled", $"The instance {cancelled.InstanceId} that {context.Activity.Id} waits for was cancelled.", cancelled.InstanceId);
        }

        return end?.Output?.DeepClone();
    }

    /// <summary>The bookmark of a step that waits for one child.</summary>
    public static BookmarkRequest Bookmark(string name, long childInstanceId) =>
        new(name, new JsonObject { ["ChildInstanceId"] = childInstanceId.ToString(System.Globalization.CultureInfo.InvariantCulture) });

    private sealed class Depth
    {
        public int Value { get; set; }
    }
}
