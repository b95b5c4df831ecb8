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

    private readonly CultureInfo _culture;
    private readonly IHandlebars _handlebars;

    /// <summary>A renderer for one language.</summary>
    /// <param name="culture">The language of the labels and the form of numbers and dates.</param>
    /// <param name="isStrict">True to refuse a template that names what the data does not have, instead of leaving it empty.</param>
    public DocumentRenderer(CultureInfo culture, bool isStrict = false)
    {
        _culture = culture;
        _handlebars = Handlebars.Create(new HandlebarsConfiguration { ThrowOnUnresolvedBindingExpression = isStrict, TextEncoder = new HtmlEncoder() });
        _handlebars.RegisterHelper("t", (_, arguments) =>
            DocumentTexts.Find(Text(arguments, 0), culture) ?? Text(arguments, 0));
        _handlebars.RegisterHelper("money", (_, arguments) => Money(Amount(arguments, 0), Text(arguments, 1)));
        _handlebars.RegisterHelper("date", (_, arguments) => Day(arguments.Length > 0 ? arguments[0] : null));
        _handlebars.RegisterHelper("words", (_, arguments) => AmountInWords.Of(Amount(arguments, 0), Text(arguments, 1), culture));
        _handlebars.RegisterHelper("rate", (_, arguments) => Amount(arguments, 0).ToString("#,0.####", culture));
    }

    /// <summary>One page with a document for each of <paramref name="models"/>.</summary>
    /// <param name="title">The page's title.</param>
    /// <param name="template">The Handlebars text of one document.</param>
    /// <param name="models">The data, one object a document.</param>
    /// <exception cref="DomainException">The template is not valid; the message says where.</exception>
    public PrintedDocument Render(string title, string template, IEnumerable<object> models)
    {
        var compiled = Compile(title, template);
        var body = new StringBuilder();
        var count = 0;
        foreach (var model in models)
        {
            body.Append("<article>").Append(compiled(model)).AppendLine("</article>");
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

    /// <summary>A template with its data filled in.</summary>
    /// <param name="title">What the refusal calls it.</param>
    /// <param name="template">The Handlebars text.</param>
    /// <param name="model">The data.</param>
    /// <exception cref="DomainException">The template is not valid; the message says where.</exception>
    public string Fill(string title, string template, object model) => Compile(title, template)(model);

    private Func<object, string> Compile(string title, string template)
    {
        var compiled = Guarded(title, () => _handlebars.Compile(template));
        return model => Guarded(title, () => compiled(model));
    }

    private static T Guarded<T>(string title, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (HandlebarsException e)
        {
            throw new DomainException(DocumentCodes.TemplateInvalid, $"The template of {title} is not valid: {e.Message}", e.Message) { Field = "content" };
        }
    }

    private static decimal Amount(Arguments arguments, int index) =>
        arguments.Length > index && arguments[index] is IConvertible value and not string
            ? value.ToDecimal(CultureInfo.InvariantCulture)
            : 0m;

    private static string Text(Arguments arguments, int index) =>
        arguments.Length > index ? Convert.ToString(arguments[index], CultureInfo.InvariantCulture) ?? string.Empty : string.Empty;

    private string Money(decimal amount, string currency) =>
        amount.ToString("N" + Currencies.DecimalsOf(currency).ToString(CultureInfo.InvariantCulture), _culture);

    private string Day(object? value) => value switch
    {
        DateOnly day => day.ToString("d", _culture),
        DateTimeOffset time => time.ToString("g", _culture),
        _ => string.Empty,
    };
}
