using Ledger.Foundation;

namespace Ledger.Workflows.HumanTasks;

/// <summary>A person who looks at or acts on tasks.</summary>
/// <param name="Actor">Who, in which company.</param>
/// <param name="Roles">The person's roles in that company.</param>
/// <param name="MayCoordinate">True when the person may see and assign everybody's tasks.</param>
public sealed record TaskPerson(Actor Actor, IReadOnlyCollection<string> Roles, bool MayCoordinate = false);
