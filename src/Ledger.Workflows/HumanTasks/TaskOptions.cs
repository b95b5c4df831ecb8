using System.ComponentModel.DataAnnotations;

namespace Ledger.Workflows.HumanTasks;

/// <summary>How tasks work. Bound from the section <c>Ledger:Tasks</c>.</summary>
public sealed class TaskOptions
{
    /// <summary>The largest file that may be attached, in bytes.</summary>
    /// <value>The default value is 10 MB.</value>
    [Range(1, 1_000_000_000)]
    public long AttachmentBytesMax { get; set; } = 10_000_000;

    /// <summary>How many files a task may have.</summary>
    /// <value>The default value is 50.</value>
    [Range(1, 1_000)]
    public int AttachmentsMax { get; set; } = 50;

    /// <summary>The file name extensions that may be attached, and the content type each is served as.</summary>
    /// <remarks>What a browser would run (html, svg, scripts) is not among them and should not be.</remarks>
    public IDictionary<string, string> AttachmentKinds { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = "application/pdf",
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".txt"] = "text/plain",
        [".csv"] = "text/csv",
        [".xml"] = "application/xml",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".eml"] = "message/rfc822",
    };

    /// <summary>The address of a task's page in mails, with {0} for its key; null to leave it out.</summary>
    public string? TaskAddress { get; set; }

    /// <summary>The IANA time zone that mails tell times in.</summary>
    /// <value>The default value is America/Santiago.</value>
    public string TimeZone { get; set; } = "America/Santiago";

    /// <summary>How often due reminders and escalations are looked for.</summary>
    /// <value>The default value is 15 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(15);
}
