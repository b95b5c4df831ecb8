using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.EndToEnd.Servers;

namespace Ledger.EndToEnd.Browser;

/// <summary>Looks at every visible text of a page, and at what is said by placeholders, titles and labels, for English that the dictionary left.</summary>
internal sealed class ForeignTexts(LedgerPage page)
{
    // In a place of the dictionary where only some texts are the studio's, those must have been exchanged: the rest is data. Elsewhere
    // no text may hold an English word. The code editor, what people typed and Ledger's own texts are not looked at.
    private const string Look = """
        ([closed, allowed]) => {
          const english = /\b(the|this|that|of|and|is|are|for|with|your|you|not|workflows?|activity|activities|inputs?|outputs?|select|add|edit|delete|remove|save|create|close|run|view|name|type|value|version|status|state|created|updated|finished|published|default|search|show|page|rows|copy|start|started|test|common|commit|strategy|log|instances?|definitions?|journal|incidents|executions?|executing|details?|call|stack|outcomes?|publish|import|export|bulk|actions?|filters?|date|time|column|operator|loading|found|none|inherit|enter|please|required|valid|must|has|have|when|which|used|current|properties|settings|metadata|information|storage|description|label|key|message|duration|event|retry|retries|merge|mode|race|stream|done|completed|running|suspended|faulted|cancelled|pending|first|last|next|previous|clear|apply|open|toggle|new|empty|unknown|code|history|designer|draft|readonly|latest|cancel|duplicate|items?|case|entry|button|icon|picker|year|month|today|ago|minutes?|hours?|days?|seconds?|yes|unpublish|rollback|auto|collapse|expand|january|february|march|april|june|july|august|october|november|december)\b/i;
          const ours = '[data-ours],script,style,.monaco-editor,textarea,code,pre,[aria-hidden=true]';
          const zones = Object.entries(closed), found = [];
          const where = e => { const c = []; for (let i = 0; e && i < 3; e = e.parentElement, i++) c.push(e.tagName.toLowerCase() + '.' + (e.getAttribute('class') ?? '').split(' ').slice(0, 2).join('.')); return c.join(' < '); };
          const look = (label, element, kind) => {
            if (!label || allowed.includes(label)) return;
            const zone = zones.find(([selector]) => element.closest(selector));
            const bad = zone ? zone[1][label] !== undefined && zone[1][label] !== label : english.test(label);
            if (bad) found.push(`${kind}${label} (${where(element)})`);
          };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
          while (walker.nextNode()) {
            const node = walker.currentNode, element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
            if (element.closest(ours) || !element.checkVisibility({ visibilityProperty: true })) continue;
            if (node.nodeType === Node.TEXT_NODE) look(node.data.trim(), element, '');
            else for (const name of ['placeholder', 'title', 'aria-label', 'alt', 'label', 'data-label']) look(node.getAttribute(name)?.trim(), node, `${name}=`);
          }
          return found;
        }
        """;

    // Each with its reason.
    private static readonly string[] Allowed =
    [
        "Cada respuesta es una puerta. Escriba cada nombre y pulse Intro; sin ninguna, la respuesta es Done.", // names an outcome as definitions have it
    ];

    private static readonly Dictionary<string, JsonElement> Closed = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src/Ledger.Api/Studio/wwwroot/dictionary.es.json")))!["closed"]!.ToJsonString())!;

    private readonly SortedDictionary<string, string> _found = new(StringComparer.Ordinal);

    /// <summary>What was found, each once, with the place where it was seen first.</summary>
    public IEnumerable<string> Found => _found.Select(f => $"{f.Value}: {f.Key}");

    /// <summary>How many times it looked.</summary>
    public int Looks { get; private set; }

    /// <summary>Looks at the page as it is now.</summary>
    public async Task LookAsync(string place)
    {
        Looks++;
        var zones = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(JsonSerializer.Serialize(Closed))!;
        foreach (var text in await page.Page.EvaluateAsync<string[]>(Look, new object[] { zones, Allowed }))
        {
            _found.TryAdd(text, place);
        }
    }
}
