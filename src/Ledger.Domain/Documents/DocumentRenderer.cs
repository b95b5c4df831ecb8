using System.Globalization;
using System.Net;
using System.Text;
using HandlebarsDotNet;

namespace Ledger.Domain.Documents;

/// <summary>Fills a template with data and makes one html page of many documents (P10).</summary>
/// <remarks>
/// What comes from data is always escaped, and the page forbids scripts and the network by its content policy, so a
/// supplier's name can do no harm whatever stands in it. Templates may use: <c>{{t 'key'}}</c> (label),
/// <c>{{money amount currency}}</c>, <c>{{date day}}</c>, <c>{{words amount currency}}</c>, <c>{{rate value}}</c>.
/// </remarks>
public sealed class DocumentRenderer
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
    private const int SubjectLengthMax = 300;

    private readonly CultureInfo _culture;
    private readonly IHandlebars _handlebars;
    private readonly IHandlebars _plain;

    /// <summary>A renderer for one language.</summary>
    /// <param name="culture">The language of the labels and the form of numbers and dates.</param>
    public DocumentRenderer(CultureInfo culture)
    {
        _culture = culture;
        _handlebars = Create(new HtmlEncoder());
        _plain = Create(null);
    }

    /// <summary>One page with a document for each of <paramref name="models"/>.</summary>
    /// <param name="title">The page's title.</param>
    /// <param name="template">The Handlebars text of one document.</param>
    /// <param name="models">The data, one object a document.</param>
    /// <exception cref="DomainException">The template is not valid; the message says where.</exception>
    public PrintedDocument Render(string title, string template, IEnumerable<object> models)
    {
        var compiled = Compile(_handlebars, template);
        var body = new StringBuilder();
        var count = 0;
        foreach (var model in models)
        {
            body.Append("<article>").Append(Guard(() => compiled(model))).AppendLine("</article>");
            count++;
        }

        var html = $$"""
            <!doctype html>
            <html lang="{{_culture.TwoLetterISOLanguageName}}">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{{Policy}}">
            <title>{{WebUtility.HtmlEncode(title)}}</title>
            <style>{{DocumentTemplates.Style}}</style>
            </head>
            <body>
            {{body}}</body>
            </html>
            """;
        return new PrintedDocument(title, html, count);
    }

    /// <summary>A template filled with data: html, the data escaped.</summary>
    /// <exception cref="DomainException">The template is not valid; the message says where.</exception>
    public string Fill(string template, object model)
    {
        var compiled = Compile(_handlebars, template);
        return Guard(() => compiled(model));
    }

    /// <summary>A subject filled with data: one line of plain text, whatever stands in the data, so that nobody writes further headers.</summary>
    /// <exception cref="DomainException">The template is not valid; the message says where.</exception>
    public string FillSubject(string template, object model)
    {
        var compiled = Compile(_plain, template);
        var line = string.Join(' ', Guard(() => compiled(model)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = new string([.. line.Where(c => !char.IsControl(c))]);
        return line.Length <= SubjectLengthMax ? line : line[..(SubjectLengthMax - 1)] + "…";
    }

    private static HandlebarsTemplate<object, object> Compile(IHandlebars handlebars, string template) => Guard(() => handlebars.Compile(template));

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is HandlebarsException or ArgumentException or InvalidOperationException or InvalidCastException or FormatException or OverflowException)
        {
            throw new DomainException(DocumentCodes.TemplateInvalid, $"The template is not valid: {e.Message}", e.Message);
        }
    }

    private static decimal Amount(Arguments arguments, int index) =>
        arguments.Length > index && arguments[index] is IConvertible value and not string
            ? value.ToDecimal(CultureInfo.InvariantCulture)
            : 0m;

    private static string Text(Arguments arguments, int index) =>
        arguments.Length > index ? Convert.ToString(arguments[index], CultureInfo.InvariantCulture) ?? string.Empty : string.Empty;

    private IHandlebars Create(ITextEncoder? encoder)
    {
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { ThrowOnUnresolvedBindingExpression = false, TextEncoder = encoder, NoEscape = encoder is null });
        handlebars.RegisterHelper("t", (_, arguments) =>
            DocumentTexts.Find(Text(arguments, 0), _culture) ?? Text(arguments, 0));
        handlebars.RegisterHelper("money", (_, arguments) => Money(Amount(arguments, 0), Text(arguments, 1)));
        handlebars.RegisterHelper("date", (_, arguments) => Day(arguments.Length > 0 ? arguments[0] : null));
        handlebars.RegisterHelper("words", (_, arguments) => AmountInWords.Of(Amount(arguments, 0), Text(arguments, 1), _culture));
        handlebars.RegisterHelper("rate", (_, arguments) => Amount(arguments, 0).ToString("#,0.####", _culture));
        return handlebars;
    }

    private string Money(decimal amount, string currency) =>
        amount.ToString("N" + Currencies.DecimalsOf(currency).ToString(CultureInfo.InvariantCulture), _culture);

    private string Day(object? value) => value switch
    {
        DateOnly day => day.ToString("d", _culture),
        DateTimeOffset time => time.ToString("g", _culture),
        _ => string.Empty,
    };
}
