using System.Text.Json.Nodes;

namespace Ledger.Workflows.HumanTasks;

/// <summary>What a decided task brings to its instance.</summary>
internal sealed record TaskDecision(string Outcome, JsonObject? Answer, string CompletedBy, long CompletedByUserId, string? Comment)
{
    public JsonObject ToJson() => new()
    {
        ["outcome"] = Outcome,
        ["answer"] = Answer?.DeepClone(),
        ["completedBy"] = CompletedBy,
        ["completedByUserId"] = CompletedByUserId,
        ["comment"] = Comment,
    };

    public static TaskDecision Of(JsonNode? input) => new(
        (string)input!["outcome"]!, input["answer"] as JsonObject, (string)input["completedBy"]!,
        (long)input["completedByUserId"]!, (string?)input["comment"]);
}
