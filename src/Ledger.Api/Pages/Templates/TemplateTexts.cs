namespace Ledger.Api.Pages.Templates;

/// <summary>Marks the texts of the pages of templates: Spanish in the neutral resource file, English beside it.</summary>
public sealed class TemplateTexts
{
    private TemplateTexts()
    {
    }
}
