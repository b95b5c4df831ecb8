using System.ComponentModel.DataAnnotations;

namespace Ledger.Api.Pages;

/// <summary>How pages behave. Bound from the section <c>Ledger:Pages</c>.</summary>
public sealed class PageOptions
{
    /// <summary>How often an open page asks whether its person still has the session and the same roles.</summary>
    /// <value>The default value is one minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.200", "01:00:00")]
    public TimeSpan CheckSessionEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a list of tasks looks for what other nodes changed; changes of this node are shown at once.</summary>
    /// <value>The default value is ten seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.200", "01:00:00")]
    public TimeSpan PollTasksEvery { get; set; } = TimeSpan.FromSeconds(10);
}
