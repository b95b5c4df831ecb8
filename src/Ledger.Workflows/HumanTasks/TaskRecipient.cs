using System.Globalization;

namespace Ledger.Workflows.HumanTasks;

/// <summary>A person who is written to about a task.</summary>
/// <param name="UserId">The key.</param>
/// <param name="Name">The user name.</param>
/// <param name="Address">The mail address.</param>
/// <param name="Language">The language of the mail.</param>
public sealed record TaskRecipient(long UserId, string Name, string Address, CultureInfo Language);
