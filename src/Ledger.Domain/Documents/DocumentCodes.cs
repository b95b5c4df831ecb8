namespace Ledger.Domain.Documents;

/// <summary>The codes of what printing refuses; each has a Spanish and an English text in <see cref="DocumentTexts"/>.</summary>
public static class DocumentCodes
{
    /// <summary>No program that makes PDF is installed; the page itself can be printed.</summary>
    public const string PdfPrinterMissing = "document.pdf-printer-missing";

    /// <summary>The program that makes PDF failed or took too long.</summary>
    public const string PdfPrinterFailed = "document.pdf-printer-failed";

    /// <summary>The template cannot be used.</summary>
    public const string TemplateInvalid = "document.template-invalid";

    /// <summary>There is no document of that name.</summary>
    public const string TemplateUnknown = "document.template-unknown";

    /// <summary>A template names a field that its data has not; with the line.</summary>
    public const string TemplateField = "document.template-field";

    /// <summary>A template would write data unescaped; with the line.</summary>
    public const string TemplateUnescaped = "document.template-unescaped";

    /// <summary>A template or its subject is too long.</summary>
    public const string TemplateTooLong = "document.template-too-long";

    /// <summary>The template of a mail has no subject.</summary>
    public const string TemplateSubject = "document.template-subject";

    /// <summary>A preview is no longer kept.</summary>
    public const string TemplatePreview = "document.template-preview";

    /// <summary>Somebody changed the template meanwhile.</summary>
    public const string TemplateChanged = "document.template-changed";
}
