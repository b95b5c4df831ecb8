using System.Globalization;
using Ledger.Domain;
using Ledger.Domain.Documents;
using Ledger.Foundation.Texts;

namespace Ledger.Api.Templates;

/// <summary>A template filled with sample data.</summary>
/// <param name="Subject">The subject of a mail; null for a printed document.</param>
/// <param name="Html">The text: of a printed document the whole page.</param>
internal sealed record TemplatePreview(string? Subject, string Html)
{
    /// <summary>Fills a template that need not be kept; it is checked as it would be when it is.</summary>
    /// <exception cref="DomainException">It has a mistake, told with its line.</exception>
    public static TemplatePreview Of(string name, string language, string content, string? subject)
    {
        var definition = DocumentTemplates.Definition(name, language);
        DocumentTemplates.Check(name, language, content, subject);
        var culture = language.Length == 0 ? CultureInfo.CurrentUICulture : CultureInfo.GetCultureInfo(language);
        if (!Languages.All.Any(l => l.TwoLetterISOLanguageName == culture.TwoLetterISOLanguageName))
        {
            culture = Languages.Default;
        }

        var renderer = new DocumentRenderer(culture);
        var sample = definition.Samples[0];
        return definition.IsMail
            ? new TemplatePreview(renderer.FillSubject(subject!, sample), renderer.Fill(content, sample))
            : new TemplatePreview(null, renderer.Render(name, content, [sample]).Html);
    }
}
