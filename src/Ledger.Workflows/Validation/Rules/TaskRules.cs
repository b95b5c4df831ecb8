using Ledger.Workflows.Activities.HumanTasks;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Validation.Rules;

/// <summary>Tasks that nobody could do (features.md W5, W6), forms that do not exist, reminders that never come.</summary>
internal static class TaskRules
{
    public static void Check(CheckedDefinition definition)
    {
        var tasks = definition.Nodes.Where(n => n.Activity is HumanTask).ToList();
        foreach (var task in tasks)
        {
            CheckPeople(definition, task, tasks);
            CheckForm(definition, task);
            CheckTimes(definition, task);
        }
    }

    /// <summary>The people that the tasks of a definition name.</summary>
    public static IReadOnlyCollection<string> NamedUsers(CheckedDefinition definition) =>
    [
        .. definition.Nodes.Where(n => n.Activity is HumanTask)
            .SelectMany(n => (CheckedDefinition.TextsOf(n, nameof(HumanTask.CandidateUsers)) ?? [])
                .Concat(CheckedDefinition.TextsOf(n, nameof(HumanTask.ExcludedUsers)) ?? [])
                .Append(AssigneeOf(n) ?? string.Empty))
            .Where(u => u.Length > 0).Distinct(StringComparer.Ordinal),
    ];

    private static void CheckPeople(CheckedDefinition definition, GraphNode task, List<GraphNode> tasks)
    {
        var name = definition.NameOf(task);
        var roles = CheckedDefinition.TextsOf(task, nameof(HumanTask.CandidateRoles));
        var users = CheckedDefinition.TextsOf(task, nameof(HumanTask.CandidateUsers));
        var assignee = AssigneeOf(task);
        if (roles is { Count: 0 } && users is { Count: 0 } && assignee is { Length: 0 })
        {
            definition.Error(task, "task.nobody", $"Nobody can do '{name}': give it a role, people or somebody who has it from the start.", name);
        }

        CheckRoles(definition, task, roles ?? [], nameof(HumanTask.CandidateRoles), isOnlyWay: users is { Count: 0 } && assignee is { Length: 0 });
        CheckRoles(definition, task, CheckedDefinition.TextsOf(task, nameof(HumanTask.EscalateTo)) ?? [], nameof(HumanTask.EscalateTo), isOnlyWay: false);
        CheckUsers(definition, task);
        CheckNotSameAs(definition, task, tasks);
        if (roles is not null && users is not null && assignee is not null)
        {
            CheckWhoIsLeft(definition, task, tasks, roles, users, assignee);
        }
    }

    private static void CheckRoles(CheckedDefinition definition, GraphNode task, IReadOnlyList<string> roles, string input, bool isOnlyWay)
    {
        var place = $"{task.Activity.Id}.{Json.CamelCase(input)}";
        foreach (var role in roles)
        {
            if (definition.Facts.Roles is { } known && !known.Contains(role, StringComparer.Ordinal))
            {
                var all = string.Join(", ", known);
                definition.ErrorAt(
                    task, place, "task.role-unknown",
                    $"'{definition.NameOf(task)}' names the role '{role}', which does not exist; the roles are {all}.", definition.NameOf(task), role, all);
            }
            else if (isOnlyWay && definition.Facts.Holders is { } holders && (!holders.TryGetValue(role, out var people) || people.Count == 0))
            {
                definition.WarnAt(
                    task, place, "task.role-unheld", $"Nobody has the role '{role}', to which '{definition.NameOf(task)}' is offered.", definition.NameOf(task), role);
            }
        }
    }

    private static void CheckUsers(CheckedDefinition definition, GraphNode task)
    {
        if (definition.Facts.Users is not { } known)
        {
            return;
        }

        foreach (var (input, users) in new[]
        {
            (nameof(HumanTask.CandidateUsers), CheckedDefinition.TextsOf(task, nameof(HumanTask.CandidateUsers)) ?? []),
            (nameof(HumanTask.ExcludedUsers), CheckedDefinition.TextsOf(task, nameof(HumanTask.ExcludedUsers)) ?? []),
            (nameof(HumanTask.Assignee), AssigneeOf(task) is { Length: > 0 } one ? [one] : []),
        })
        {
            foreach (var user in users.Where(u => !known.ContainsKey(u)))
            {
                definition.ErrorAt(
                    task, $"{task.Activity.Id}.{Json.CamelCase(input)}", "task.user-unknown",
                    $"'{definition.NameOf(task)}' names '{user}', who does not exist or is not active.", definition.NameOf(task), user);
            }
        }
    }

    private static void CheckNotSameAs(CheckedDefinition definition, GraphNode task, List<GraphNode> tasks)
    {
        foreach (var other in CheckedDefinition.TextsOf(task, nameof(HumanTask.NotSameAs)) ?? [])
        {
            if (!tasks.Exists(t => t.Activity.Id == other))
            {
                var all = string.Join(", ", tasks.Where(t => t != task).Select(t => t.Activity.Id));
                definition.ErrorAt(
                    task, $"{task.Activity.Id}.notSameAs", "task.not-same-as-unknown",
                    $"'{definition.NameOf(task)}' may not be decided by who decided '{other}', but no task has that id; there are {all}.",
                    definition.NameOf(task), other, all);
            }
        }
    }

    private static void CheckWhoIsLeft(
        CheckedDefinition definition, GraphNode task, List<GraphNode> tasks, IReadOnlyList<string> roles, IReadOnlyList<string> users, string assignee)
    {
        var name = definition.NameOf(task);
        var excludedNames = CheckedDefinition.TextsOf(task, nameof(HumanTask.ExcludedUsers)) ?? [];
        if (assignee.Length > 0 && excludedNames.Contains(assignee, StringComparer.OrdinalIgnoreCase))
        {
            definition.Error(task, "task.assignee-excluded", $"'{name}' is given to '{assignee}', who is excluded from it.", name, assignee);
        }

        if (WhoCan(definition, roles, users, assignee) is not { Count: > 0 } people)
        {
            return;
        }

        var left = people.Except(excludedNames.Select(u => definition.Facts.Users?.GetValueOrDefault(u) ?? 0)).ToList();
        if (left.Count == 0)
        {
            definition.Error(task, "task.all-excluded", $"Nobody can do '{name}': all to whom it is offered are excluded from it.", name);
            return;
        }

        if (left.Count > 1)
        {
            return;
        }

        if (CheckedDefinition.TryConstant(CheckedDefinition.InputOf(task, nameof(HumanTask.ExcludeStarter)), out var excludes) && excludes is true)
        {
            definition.Warn(task, "task.only-one", $"Only one person can do '{name}', and may not when that person started the process.", name, name);
        }

        foreach (var other in tasks.Where(t => (CheckedDefinition.TextsOf(task, nameof(HumanTask.NotSameAs)) ?? []).Contains(t.Activity.Id)))
        {
            if (CheckedDefinition.TextsOf(other, nameof(HumanTask.CandidateRoles)) is { } otherRoles
                && CheckedDefinition.TextsOf(other, nameof(HumanTask.CandidateUsers)) is { } otherUsers
                && AssigneeOf(other) is { } otherAssignee && WhoCan(definition, otherRoles, otherUsers, otherAssignee) is [var only] && only == left[0])
            {
                definition.Warn(
                    task, "task.same-person",
                    $"The same one person can do '{definition.NameOf(other)}' and '{name}', but must not do both: nobody could go on.", definition.NameOf(other), name);
            }
        }
    }

    /// <summary>The people to whom a task is offered; null when it is not known.</summary>
    private static List<long>? WhoCan(CheckedDefinition definition, IReadOnlyList<string> roles, IReadOnlyList<string> users, string assignee)
    {
        if (definition.Facts is not { Holders: { } holders, Users: { } known })
        {
            return null;
        }

        var named = users.Append(assignee).Where(u => u.Length > 0 && known.ContainsKey(u)).Select(u => known[u]);
        return [.. roles.SelectMany(r => holders.GetValueOrDefault(r) ?? []).Concat(named).Distinct()];
    }

    private static void CheckForm(CheckedDefinition definition, GraphNode task)
    {
        if (definition.Facts.Forms is { } forms && CheckedDefinition.TryConstant(CheckedDefinition.InputOf(task, nameof(HumanTask.Form)), out var value)
            && value is string { Length: > 0 } form && !forms.Contains(form, StringComparer.Ordinal))
        {
            var meant = Suggestion.For(form, forms) ?? string.Join(", ", forms);
            definition.ErrorAt(
                task, $"{task.Activity.Id}.form", "task.form-unknown",
                $"'{definition.NameOf(task)}' uses the form '{form}', which does not exist. Perhaps: {meant}.", definition.NameOf(task), form, meant);
        }
    }

    private static void CheckTimes(CheckedDefinition definition, GraphNode task)
    {
        bool Has(string input) => CheckedDefinition.InputOf(task, input) is { } given && !(CheckedDefinition.TryConstant(given, out var value) && value is null or "");
        var name = definition.NameOf(task);
        if (Has(nameof(HumanTask.RemindBefore)) && !Has(nameof(HumanTask.DueAt)) && !Has(nameof(HumanTask.DueIn)))
        {
            definition.Warn(task, "task.reminder-never", $"'{name}' is to be reminded of before it is due, but has no due date: nobody will be.", name);
        }

        if (Has(nameof(HumanTask.EscalateAfter)) && CheckedDefinition.TextsOf(task, nameof(HumanTask.EscalateTo)) is { Count: 0 })
        {
            definition.Warn(task, "task.escalates-to-nobody", $"'{name}' is to be escalated, but no role is named to which.", name);
        }
    }

    private static string? AssigneeOf(GraphNode task) =>
        CheckedDefinition.TryConstant(CheckedDefinition.InputOf(task, nameof(HumanTask.Assignee)), out var value) ? value as string ?? string.Empty : null;
}
