using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Activities.Composition;

/// <summary>
/// Starts one instance of a process for each item, and waits for all of them if that is wanted. The port ChildCompleted or
/// ChildFaulted runs for each child that ends, with the variable <c>ChildInstanceId</c> (elsa-semantics.md §14).
/// </summary>
/// <remarks>A child that was cancelled counts as faulted. One that faulted and was taken up again is counted once.</remarks>
[Activity("Elsa.BulkDispatchWorkflows", Category = "Composition", Kind = "Task", Outcomes = ["Completed", "Done"])]
public sealed class BulkDispatchWorkflows : Activity
{
    private const string Open = "open";
    private const string Branches = "branches";
    private const string Faulted = "faulted";

    /// <summary>The definition whose published version is started.</summary>
    [Input(Order = 0, Required = true, UIHint = "dropdown", OptionsFrom = "workflows")]
    public Input<string>? WorkflowDefinitionId { get; set; }

    /// <summary>The items, an instance each. One that is an object gives its members as inputs, another is the input <c>Item</c>.</summary>
    [Input(UIHint = "multitext", Order = 1, Required = true)]
    public Input<object>? Items { get; set; }

    /// <summary>The name of the input that gets an item that is no object.</summary>
    [Input(Order = 2)]
    public Input<string>? DefaultItemInputKey { get; set; }

    /// <summary>Values that every child gets.</summary>
    [Input(Order = 3, UIHint = "json-editor")]
    public Input<object>? Input { get; set; }

    /// <summary>True to go on only when all children have ended.</summary>
    [Input(Order = 4, UIHint = "checkbox")]
    public Input<bool>? WaitForCompletion { get; set; }

    /// <summary>Runs for each child that has finished.</summary>
    [Port]
    public Activity? ChildCompleted { get; set; }

    /// <summary>Runs for each child that has faulted or was cancelled.</summary>
    [Port]
    public Activity? ChildFaulted { get; set; }

    /// <inheritdoc/>
    protected internal override async ValueTask ExecuteAsync(ActivityContext context)
    {
        var definition = context.Get(WorkflowDefinitionId);
        var shared = ValueConverter.ToJson(context.Get(Input)) as JsonObject;
        var items = ItemsOf(context.Get(Items));
        var key = context.Get(DefaultItemInputKey) is { Length: > 0 } name ? name : "Item";
        for (var i = 0; i < items.Count; i++)
        {
            await ChildStart.QueueAsync(context, ChildStart.Request(context, definition, null, InputOf(shared, items[i], key), i));
        }

        if (items.Count == 0 || !context.Get(WaitForCompletion))
        {
            context.Complete("Completed", "Done");
            return;
        }

        context.Properties[Open] = items.Count;
        context.Properties[Branches] = 0;
        context.CreateBookmark(new BookmarkRequest(
            ChildEnd.BulkBookmark,
            new JsonObject { ["ParentInstanceId"] = context.Workflow.InstanceId.ToString(CultureInfo.InvariantCulture) })
        { AutoBurn = false });
    }

    /// <inheritdoc/>
    protected internal override ValueTask ResumeAsync(ActivityContext context, Resumption resumption)
    {
        if (ChildEnd.Read(resumption.Input) is not { } end)
        {
            return ValueTask.CompletedTask;
        }

        var id = end.InstanceId.ToString(CultureInfo.InvariantCulture);
        var faulted = context.Properties[Faulted] as JsonArray ?? [];
        var wasFaulted = faulted.FirstOrDefault(node => node!.GetValue<string>() == id) is not null;
        if (!wasFaulted)
        {
            context.Properties[Open] = Number(context, Open) - 1;
        }

        if (end.SubStatus == WorkflowSubStatus.Faulted && !wasFaulted)
        {
            faulted.Add(id);
            context.Properties[Faulted] = faulted.Parent is null ? faulted : faulted.DeepClone();
        }

        var branch = end.SubStatus == WorkflowSubStatus.Finished ? ChildCompleted : ChildFaulted;
        if (branch is not null)
        {
            context.Properties[Branches] = Number(context, Branches) + 1;
            context.Schedule(branch, null, new Dictionary<string, object?> { ["ChildInstanceId"] = id });
        }

        CompleteWhenAllEnded(context);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ActivityContext child)
    {
        context.Properties[Branches] = Number(context, Branches) - 1;
        CompleteWhenAllEnded(context);
        return ValueTask.CompletedTask;
    }

    private static void CompleteWhenAllEnded(ActivityContext context)
    {
        if (Number(context, Open) <= 0 && Number(context, Branches) <= 0)
        {
            context.Complete("Completed", "Done");
        }
    }

    private static int Number(ActivityContext context, string name) => context.Properties[name]?.GetValue<int>() ?? 0;

    private static IReadOnlyList<JsonNode?> ItemsOf(object? items) => ValueConverter.ToJson(items) switch
    {
        null => [],
        JsonArray array => [.. array],
        JsonValue text when text.TryGetValue<string>(out var json) && json.TrimStart().StartsWith('[') => [.. JsonNode.Parse(json)!.AsArray()],
        var single => [single],
    };

    private static JsonObject InputOf(JsonObject? shared, JsonNode? item, string key)
    {
        var input = shared is null ? [] : (JsonObject)shared.DeepClone();
        if (item is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                input[name] = value?.DeepClone();
            }
        }
        else
        {
            input[key] = item?.DeepClone();
        }

        return input;
    }
}
