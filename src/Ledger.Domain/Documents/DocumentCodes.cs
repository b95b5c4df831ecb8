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

    /// <summary>A mail's template has no title, which is the subject.</summary>
    public const string TemplateWithoutSubject = "document.template-no-subject";

    /// <summary>Somebody else changed the template meanwhile.</summary>
    public const string TemplateChanged = "document.template-changed";

    /// <summary>There is no document of that name.</summary>
    public const string TemplateUnknown = "document.template-unknown";
}
