using System.Text;

namespace Ledger.Workflows.Expressions;

/// <summary>
/// Writes newer JavaScript as the ES5 that the interpreter knows: template literals and arrow functions, which Elsa's
/// definitions use everywhere. <c>let</c> and <c>const</c> it reads itself.
/// </summary>
internal static class ScriptText
{
    private enum Kind
    {
        Space,
        Word,
        Literal,
        Sign,
    }

    private readonly record struct Token(Kind Kind, string Text);

    public static string ToEs5(string script) =>
        script.Contains('`') || script.Contains("=>", StringComparison.Ordinal) ? Join(WithoutArrows(Tokens(script))) : script;

    /// <summary>How deep brackets are nested; a parser's stack is as deep.</summary>
    public static int Nesting(string script)
    {
        var (depth, deepest) = (0, 0);
        foreach (var c in script)
        {
            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }

    private static string Join(IEnumerable<Token> tokens) => string.Concat(tokens.Select(t => t.Text));

    private static List<Token> Tokens(string script)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < script.Length)
        {
            var start = at;
            var c = script[at];
            Kind kind;
            if (c == '`')
            {
                tokens.Add(new Token(Kind.Literal, Template(script, ref at)));
                continue;
            }

            if (char.IsWhiteSpace(c))
            {
                kind = Kind.Space;
                at = End(script, at, char.IsWhiteSpace);
            }
            else if (c == '/' && at + 1 < script.Length && script[at + 1] is '/' or '*')
            {
                kind = Kind.Space;
                at = Comment(script, at);
            }
            else if (c is '"' or '\'' || (c == '/' && IsRegexPlace(tokens)))
            {
                kind = Kind.Literal;
                at = Quoted(script, at, c);
            }
            else if (char.IsLetterOrDigit(c) || c is '_' or '$')
            {
                kind = Kind.Word;
                at = End(script, at, x => char.IsLetterOrDigit(x) || x is '_' or '$' or '.' && char.IsDigit(c));
            }
            else
            {
                kind = Kind.Sign;
                at += script.AsSpan(at).StartsWith("=>") ? 2 : 1;
            }

            tokens.Add(new Token(kind, script[start..at]));
        }

        return tokens;
    }

    private static int End(string text, int at, Func<char, bool> belongs)
    {
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int Comment(string text, int at)
    {
        var end = text[at + 1] == '/' ? text.IndexOf('\n', at) : text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        return end < 0 ? text.Length : text[at + 1] == '/' ? end : end + 2;
    }

    private static int Quoted(string text, int at, char quote)
    {
        var isInClass = false;
        for (at++; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\\')
            {
                at++;
            }
            else if (quote == '/' && c is '[' or ']')
            {
                isInClass = c == '[';
            }
            else if (c == quote && !isInClass)
            {
                return at + 1;
            }
        }

        return text.Length;
    }

    private static bool IsRegexPlace(List<Token> tokens)
    {
        var before = tokens.FindLast(t => t.Kind != Kind.Space);
        return before.Text is null
            || (before.Kind == Kind.Sign && before.Text is not (")" or "]" or "}"))
            || before.Text is "return" or "typeof" or "case" or "in" or "of";
    }

    /// <summary>A template literal as a sum of strings and expressions.</summary>
    private static string Template(string text, ref int at)
    {
        var result = new StringBuilder("(\"");
        for (at++; at < text.Length && text[at] != '`'; at++)
        {
            var c = text[at];
            if (c == '\\' && at + 1 < text.Length)
            {
                at++;
                result.Append(text[at] is '`' or '$' or '{' or '}' ? text[at].ToString() : text[at] == '\n' ? string.Empty : "\\" + text[at]);
            }
            else if (c == '$' && at + 1 < text.Length && text[at + 1] == '{')
            {
                at += 2;
                result.Append("\"+(").Append(ToEs5(Embedded(text, ref at))).Append(")+\"");
            }
            else
            {
                result.Append(c switch { '"' => "\\\"", '\n' => "\\n", '\r' => "\\r", '\u2028' => "\\u2028", '\u2029' => "\\u2029", _ => c.ToString() });
            }
        }

        at = Math.Min(at + 1, text.Length);
        return result.Append("\")").ToString();
    }

    /// <summary>The text up to the closing brace; leaves the position on it.</summary>
    private static string Embedded(string text, ref int at)
    {
        var (start, depth) = (at, 0);
        while (at < text.Length)
        {
            var c = text[at];
            if (c is '"' or '\'')
            {
                at = Quoted(text, at, c);
                continue;
            }

            if (c == '`')
            {
                Template(text, ref at);
                continue;
            }

            if (c == '}' && depth-- == 0)
            {
                break;
            }

            depth += c == '{' ? 1 : 0;
            at++;
        }

        return text[start..Math.Min(at, text.Length)];
    }

    /// <summary>From the last arrow to the first, so that a body never holds one.</summary>
    private static List<Token> WithoutArrows(List<Token> tokens)
    {
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            if (tokens[i].Text == "=>" && tokens[i].Kind == Kind.Sign && ParametersBefore(tokens, i) is { } start)
            {
                var parameters = Join(tokens.GetRange(start, i - start)).Trim();
                parameters = parameters.StartsWith('(') ? parameters : $"({parameters})";
                var (from, to, isBlock) = BodyAfter(tokens, i);
                var body = Join(tokens.GetRange(from, to - from));
                tokens.RemoveRange(start, to - start);
                tokens.Insert(start, new Token(Kind.Literal, $"function{parameters}{(isBlock ? body : $"{{return ({body});}}")}"));
            }
        }

        return tokens;
    }

    private static int? ParametersBefore(List<Token> tokens, int arrow)
    {
        var at = arrow - 1;
        while (at >= 0 && tokens[at].Kind == Kind.Space)
        {
            at--;
        }

        if (at < 0 || tokens[at].Kind == Kind.Word)
        {
            return at < 0 ? null : at;
        }

        var depth = 0;
        for (; at >= 0; at--)
        {
            depth += tokens[at].Text == ")" ? 1 : tokens[at].Text == "(" ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }
        }

        return null;
    }

    private static (int From, int To, bool IsBlock) BodyAfter(List<Token> tokens, int arrow)
    {
        var from = arrow + 1;
        while (from < tokens.Count && tokens[from].Kind == Kind.Space)
        {
            from++;
        }

        var isBlock = from < tokens.Count && tokens[from].Text == "{";
        var depth = 0;
        for (var at = from; at < tokens.Count; at++)
        {
            var text = tokens[at].Kind == Kind.Sign ? tokens[at].Text : string.Empty;
            if (depth == 0 && (text is ")" or "]" or "}" or "," or ";" || EndsAtLine(tokens, from, at)))
            {
                return (from, at, false);
            }

            depth += text is "(" or "[" or "{" ? 1 : text is ")" or "]" or "}" ? -1 : 0;
            if (isBlock && depth == 0)
            {
                return (from, at + 1, true);
            }
        }

        return (from, tokens.Count, isBlock);
    }

    /// <summary>True at a line break after which a statement starts: an expression goes on only with a sign.</summary>
    private static bool EndsAtLine(List<Token> tokens, int from, int at) =>
        at > from && tokens[at].Kind == Kind.Space && tokens[at].Text.Contains('\n', StringComparison.Ordinal) &&
        tokens[at - 1].Kind != Kind.Sign && at + 1 < tokens.Count && tokens[at + 1].Kind == Kind.Word;
}
