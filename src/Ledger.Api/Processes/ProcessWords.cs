using System.Globalization;
using System.Text.Json.Nodes;

namespace Ledger.Api.Processes;

/// <summary>
/// The words of a definition in the language of who reads them. A definition and each of its inputs may carry them under
/// <c>customProperties.texts.en</c> (and <c>es</c>); what is not there is said as the definition itself says it.
/// </summary>
internal static class ProcessWords
{
    /// <summary>A text of a definition or an input: name, description, displayName, category; null when it is empty.</summary>
    public static string? Of(JsonObject element, string member, CultureInfo language) =>
        Text(Texts(element, language)?[member]) ?? Text(element[member]);

    /// <summary>What people read for a value that can be chosen.</summary>
    public static string OfOption(JsonObject element, string value, string otherwise, CultureInfo language) =>
        Text((Texts(element, language)?["options"] as JsonObject)?[value]) ?? otherwise;

    /// <summary>A text that is either one for all languages or an object with one for each.</summary>
    public static string? OfEach(JsonNode? node, CultureInfo language) => node is JsonObject words
        ? Text(words[language.TwoLetterISOLanguageName]) ?? Text(words["es"]) ?? words.Select(w => Text(w.Value)).FirstOrDefault(w => w is not null)
        : Text(node);

    /// <summary>What stands under <c>customProperties</c>; empty when nothing does.</summary>
    public static JsonObject Custom(JsonObject element) => element["customProperties"] as JsonObject ?? [];

    /// <summary>The text of a node; null for what is no text or empty.</summary>
    public static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static JsonObject? Texts(JsonObject element, CultureInfo language) =>
        (Custom(element)["texts"] as JsonObject)?[language.TwoLetterISOLanguageName] as JsonObject;
}
