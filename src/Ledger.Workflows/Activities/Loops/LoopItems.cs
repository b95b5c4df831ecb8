using System.Collections;
using System.Text.Json.Nodes;
using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Activities;

/// <summary>The items a loop goes over, whatever the expression gave.</summary>
internal static class LoopItems
{
    /// <summary>The items as stored values; null when there is no collection.</summary>
    public static IList? Of(object? value)
    {
        switch (value)
        {
            case null:
                return null;
            case JsonArray array:
                return array.ToList();
            case string text when text.TrimStart().StartsWith('['):
                return ((JsonArray)ValueConverter.Convert(text, typeof(JsonArray))!).ToList();
            case string or JsonObject:
                return new[] { value };
            case IList list:
                return list;
            case IEnumerable items:
                return items.Cast<object?>().ToList();
            default:
                return new[] { value };
        }
    }
}
