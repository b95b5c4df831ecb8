using System.Globalization;
using System.Text.RegularExpressions;

namespace Ledger.Domain.Documents;

/// <summary>What is refused of a template before it is kept, so that nobody learns of it from a mail that does not come.</summary>
/// <remarks>Every field is looked at, also where the sample data does not lead: a branch that is rarely taken may not hide a mistake.</remarks>
internal static partial class TemplateCheck
{
    private static readonly HashSet<string> Words = ["if", "unless", "each", "with", "else", "lookup", "this", "as", "true", "false", "null", "t", "money", "date", "words", "rate"];

    /// <exception cref="DomainException">With the line in which the mistake is.</exception>
    public static void Check(TemplateDefinition definition, string content, string? subject)
    {
        CheckLength(content, DocumentTemplate.ContentMax, "content");
        if (definition.IsMail)
        {
            if (string.IsNullOrWhiteSpace(subject))
            {
                throw new DomainException(DocumentCodes.TemplateSubject, $"The mail {definition.Name} needs a subject.") { Field = "subject" };
            }

            CheckLength(subject, DocumentTemplate.SubjectMax, "subject");
            Expressions(definition, subject, "subject");
        }

        Expressions(definition, content, "content");
        foreach (var culture in Ledger.Foundation.Texts.Languages.All)
        {
            var renderer = new DocumentRenderer(culture);
            foreach (var sample in definition.Samples)
            {
                Try("content", () => renderer.Fill(content, sample));
                Try("subject", () => subject is null ? string.Empty : renderer.FillSubject(subject, sample));
            }
        }
    }

    // The renderer refuses without knowing which of the two texts it has.
    private static void Try(string field, Func<string> fill)
    {
        try
        {
            fill();
        }
        catch (DomainException refusal)
        {
            throw new DomainException(refusal.Code, refusal.Message, [.. refusal.Arguments]) { Field = field };
        }
    }

    private static void CheckLength(string text, int limit, string field)
    {
        if (text.Length > limit)
        {
            throw new DomainException(DocumentCodes.TemplateTooLong, $"The template's {field} is longer than {limit} characters.", limit) { Field = field };
        }
    }

    private static void Expressions(TemplateDefinition definition, string text, string place)
    {
        var known = definition.Fields.SelectMany(f => f.Split('.', '[', ']')).ToHashSet(StringComparer.Ordinal);
        foreach (Match expression in Expression().Matches(text))
        {
            var line = text.AsSpan(0, expression.Index).Count('\n') + 1;
            if (expression.Value.StartsWith("{{!", StringComparison.Ordinal))
            {
                continue;
            }

            // What comes from data is escaped, always: a branch's name is not html.
            if (expression.Value.StartsWith("{{{", StringComparison.Ordinal) || expression.Value.StartsWith("{{&", StringComparison.Ordinal))
            {
                throw new DomainException(
                    DocumentCodes.TemplateUnescaped, $"Line {line}: {expression.Value} would not be escaped.", line, expression.Value)
                { Field = place };
            }

            foreach (Match name in Name().Matches(Literal().Replace(expression.Value, " ")))
            {
                if (!Words.Contains(name.Value) && !known.Contains(name.Value))
                {
                    throw new DomainException(DocumentCodes.TemplateField, $"Line {line}: there is no field {name.Value}.", line.ToString(CultureInfo.InvariantCulture), name.Value)
                    {
                        Field = place,
                    };
                }
            }
        }
    }

    [GeneratedRegex(@"\{\{!--.*?--\}\}|\{\{\{?[^}]*\}\}\}?", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Expression();

    [GeneratedRegex("\"[^\"]*\"|'[^']*'|@\\w+", RegexOptions.CultureInvariant)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\p{L}[\p{L}\p{N}_-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
