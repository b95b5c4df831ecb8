using System.Globalization;
using System.Text;

namespace Ledger.Workflows.HumanTasks;

/// <summary>
/// Builds the SQL of a task list: a union of arms, each of which walks one index in the order of the list and stops
/// after the rows the page needs. A page out of 300,000 tasks costs what a page out of 1,000 does.
/// </summary>
internal sealed class TaskListSql
{
    private readonly TaskPerson _person;
    private readonly TaskQuery _query;
    private readonly List<object?> _args = [];
    private readonly string _company;

    public TaskListSql(TaskPerson person, TaskQuery query)
    {
        _person = person;
        _query = query;
        _company = Arg(person.Actor.CompanyId);
    }

    public object?[] Args => [.. _args];

    /// <summary>The statement that reads one page, in the order of <paramref name="sort"/>.</summary>
    public string Page(TaskSort sort, int skip, int take)
    {
        var direction = sort.Descending ? "desc" : "asc";
        var limit = Arg((long)skip + take);
        var arms = Arms(sort).Select(arm => $"select * from ({arm} order by sort {direction}, task_id {direction} limit {limit}) x");
        return $"""
            select {StoredTask.Columns}
            from (select task_id, min(sort) as sort from ({string.Join("\nunion all ", arms)}) a
                  group by task_id order by 2 {direction}, 1 {direction} limit {Arg((long)take)} offset {Arg((long)skip)}) p
            join human_tasks t on t.id = p.task_id
            order by p.sort {direction}, p.task_id {direction}
            """;
    }

    /// <summary>The statement that counts the rows, up to <paramref name="atMost"/>.</summary>
    public string Count(int atMost)
    {
        var limit = Arg((long)atMost);
        var arms = Arms(TaskSort.ByCreation).Select(arm => $"select task_id from ({arm} limit {limit}) x").ToList();
        return $"select count(*) from (select task_id from ({string.Join("\nunion ", arms)}) a limit {limit}) c";
    }

    /// <summary>The statement that counts the rows by age and by whether they are late.</summary>
    public string Ages(IReadOnlyList<DateTimeOffset> since, DateTimeOffset now)
    {
        var ages = string.Concat(since.Select((moment, age) => $"when t.created_at >= {Arg(moment.ToUnixTimeMilliseconds())} then {age.ToString(CultureInfo.InvariantCulture)} "));
        var age = $"case {ages}else {since.Count.ToString(CultureInfo.InvariantCulture)} end";
        var late = $"case when t.due_at < {Arg(now.ToUnixTimeMilliseconds())} then 1 else 0 end";
        var arms = Arms(TaskSort.ByCreation).Select(arm => $"select task_id from ({arm}) x").ToList();
        return $"select {age}, {late}, count(*) from ({string.Join("\nunion ", arms)}) a join human_tasks t on t.id = a.task_id group by 1, 2 order by 1, 2";
    }

    private IEnumerable<string> Arms(TaskSort sort)
    {
        // A key that few tasks have is looked up first; everything else would have to be walked to find them.
        if (_query.InstanceId is not null || _query.BusinessKey is not null)
        {
            return [Narrow(sort)];
        }

        return _query.Scope switch
        {
            TaskScope.All => States().Select(state => OfTasks(sort, $"t.state = {Arg((long)state)}")),
            TaskScope.Mine => States([HumanTaskState.Claimed]).Select(state => OfTasks(sort, MineIn(state))),
            _ => RoleArms(sort),
        };
    }

    private IEnumerable<string> RoleArms(TaskSort sort)
    {
        foreach (var state in States([HumanTaskState.Open]))
        {
            foreach (var candidate in Candidates())
            {
                yield return OfCandidates(sort, state, candidate);
            }
        }

        if (_query.States is null && _person.Actor.UserId is not null)
        {
            yield return OfTasks(sort, MineIn(HumanTaskState.Claimed) + OfRole());
        }
    }

    private string OfCandidates(TaskSort sort, HumanTaskState state, string candidate)
    {
        var where = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"c.company_id = {_company} and c.candidate = {Arg(candidate)} and c.state = {Arg((long)state)}");
        if (state == HumanTaskState.Open && _person.Actor.UserId is { } user && !_person.MayCoordinate)
        {
            where.Append(CultureInfo.InvariantCulture, $" and not exists (select 1 from task_exclusions e where e.task_id = c.task_id and e.user_id = {Arg(user)})");
        }

        if (_query.DueBefore is { } due)
        {
            where.Append(CultureInfo.InvariantCulture, $" and c.due_sort < {Arg(due.ToUnixTimeMilliseconds())}");
        }

        if (_query.PriorityMin is { } priority)
        {
            where.Append(CultureInfo.InvariantCulture, $" and c.urgency <= {Arg(100L - priority)}");
        }

        var rest = Filters(ofTask: false);
        if (sort.NeedsTask)
        {
            return $"select c.task_id, {sort.OfTask} as sort from task_candidates c join human_tasks t on t.id = c.task_id where {where}{rest}";
        }

        if (rest.Length > 0)
        {
            where.Append(CultureInfo.InvariantCulture, $" and exists (select 1 from human_tasks t where t.id = c.task_id{rest})");
        }

        return $"select c.task_id, {sort.OfCandidate} as sort from task_candidates c where {where}";
    }

    private string OfTasks(TaskSort sort, string where) =>
        $"select t.id as task_id, {sort.OfTask} as sort from human_tasks t where t.company_id = {_company} and {where}{Filters(ofTask: true)}";

    private string Narrow(TaskSort sort)
    {
        var states = States(_query.Scope == TaskScope.Mine ? [HumanTaskState.Claimed] : null).Select(s => Arg((long)s));
        var where = $"t.state in ({string.Join(", ", states)})";
        var mine = _person.Actor.UserId is { } user ? $"(t.assignee_id = {Arg(user)} or t.completed_by_id = {Arg(user)})" : "1 = 0";
        return OfTasks(sort, _query.Scope switch
        {
            TaskScope.All => where + OfRole(),
            TaskScope.Mine => $"{where} and {mine}",
            _ => $"{where} and ({mine} or exists (select 1 from task_candidates c where c.task_id = t.id and c.candidate in ({CandidateArgs()})))",
        });
    }

    private string MineIn(HumanTaskState state)
    {
        // No person, no task of one's own; the comparison with null keeps the statement's shape.
        var user = Arg(_person.Actor.UserId ?? -1);
        return state == HumanTaskState.Completed
            ? $"t.completed_by_id = {user} and t.state = 2"
            : $"t.assignee_id = {user} and t.state = {Arg((long)state)}";
    }

    // What the index of candidates holds too is asked there.
    private string Filters(bool ofTask)
    {
        var text = new StringBuilder();
        if (_query.DefinitionId is { } definition)
        {
            text.Append(CultureInfo.InvariantCulture, $" and t.definition_id = {Arg(definition)}");
        }

        if (_query.InstanceId is { } instance)
        {
            text.Append(CultureInfo.InvariantCulture, $" and t.instance_id = {Arg(instance)}");
        }

        if (_query.BusinessKey is { } key)
        {
            text.Append(CultureInfo.InvariantCulture, $" and t.business_key = {Arg(key)}");
        }

        if (ofTask && _query.DueBefore is { } due)
        {
            text.Append(CultureInfo.InvariantCulture, $" and t.due_sort < {Arg(due.ToUnixTimeMilliseconds())}");
        }

        if (ofTask && _query.PriorityMin is { } priority)
        {
            text.Append(CultureInfo.InvariantCulture, $" and t.urgency <= {Arg(100L - priority)}");
        }

        if (!string.IsNullOrWhiteSpace(_query.Search))
        {
            var pattern = Arg("%" + Escape(_query.Search.Trim().ToLowerInvariant()) + "%");
            text.Append(CultureInfo.InvariantCulture, $" and (lower(t.title) like {pattern} escape '\\' or lower(t.business_key) like {pattern} escape '\\')");
        }

        return text.ToString();
    }

    private string OfRole() => _query.Role is { } role
        ? $" and exists (select 1 from task_candidates c where c.task_id = t.id and c.candidate = {Arg(TaskCandidateRow.OfRole(role))})"
        : string.Empty;

    private IEnumerable<string> Candidates()
    {
        if (_query.Role is not { } role)
        {
            return TaskCandidates.KeysOf(_person).DefaultIfEmpty(string.Empty);
        }

        var mayAsk = _person.MayCoordinate || _person.Roles.Contains(role);
        return [mayAsk ? TaskCandidateRow.OfRole(role) : string.Empty];
    }

    private string CandidateArgs() => string.Join(", ", Candidates().Select(c => Arg(c)));

    private IReadOnlyList<HumanTaskState> States(IReadOnlyList<HumanTaskState>? byDefault = null)
    {
        var states = _query.States ?? byDefault ?? [HumanTaskState.Open, HumanTaskState.Claimed];
        return states.Count == 0 ? Enum.GetValues<HumanTaskState>() : [.. states.Distinct()];
    }

    private string Arg(object? value)
    {
        _args.Add(value);
        return $"${_args.Count}";
    }

    private static string Escape(string text) => text.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");
}
