using System.Globalization;
using System.Text;

namespace Ledger.Workflows.HumanTasks;

/// <summary>What may be attached to a task and under which name.</summary>
internal static class AttachmentRules
{
    private const int NameLengthMax = 120;
    private static readonly char[] Separators = ['/', '\\', ':'];

    /// <summary>The checked name and the content type the file will be served as; the caller's content type is not believed.</summary>
    /// <exception cref="WorkflowException"><c>task.attachment-too-large</c>, <c>task.attachment-kind</c>.</exception>
    public static (string FileName, string ContentType) Check(string fileName, byte[] content, TaskOptions options)
    {
        if (content.LongLength > options.AttachmentBytesMax)
        {
            throw new WorkflowException(
                "task.attachment-too-large", $"The file has {content.LongLength} bytes; {options.AttachmentBytesMax} are the limit.",
                content.LongLength, options.AttachmentBytesMax);
        }

        var name = Sanitise(fileName);
        var extension = Path.GetExtension(name);
        if (!options.AttachmentKinds.TryGetValue(extension, out var contentType) || !MatchesKind(extension, content))
        {
            var allowed = string.Join(", ", options.AttachmentKinds.Keys.Order(StringComparer.Ordinal));
            throw new WorkflowException(
                "task.attachment-kind", $"'{name}' is not a kind of file that may be attached ({allowed}), or its content is of another kind.", name, allowed);
        }

        return (name, contentType);
    }

    /// <summary>A name that is safe to show, store and offer for download: no folders, no control or direction characters.</summary>
    public static string Sanitise(string fileName)
    {
        var last = fileName[(fileName.LastIndexOfAny(Separators) + 1)..].Normalize(NormalizationForm.FormC);
        var text = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse)
            {
                continue;
            }

            text.Append(rune.Value is '<' or '>' or '"' or '|' or '?' or '*' or ';' or '%' ? "_" : rune.ToString());
        }

        var name = text.ToString().Trim().TrimEnd('.');
        var extension = Path.GetExtension(name);
        var stem = Path.GetFileNameWithoutExtension(name).Trim().Trim('.');
        if (stem.Length == 0)
        {
            stem = "file";
        }

        return (stem.Length > NameLengthMax ? stem[..NameLengthMax] : stem) + extension;
    }

    private static bool MatchesKind(string extension, ReadOnlySpan<byte> content) => extension.ToLowerInvariant() switch
    {
        ".pdf" => content.StartsWith("%PDF-"u8),
        ".png" => content.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47]),
        ".jpg" or ".jpeg" => content.StartsWith<byte>([0xFF, 0xD8, 0xFF]),
        ".xlsx" or ".docx" => content.StartsWith("PK"u8),
        _ => true,
    };
}
