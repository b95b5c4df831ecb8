using System.Text.Json.Nodes;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Moves;

/// <summary>
/// Carries the counters or tokens of one flowchart over to its new shape. New steps on ways already passed count as passed: they do
/// not run, and joins do not wait for them. A step that was not due in the old shape and would be in the new one is refused:
/// nothing would ever start it.
/// </summary>
internal sealed class FlowMove
{
    private readonly FlowPlan _before;
    private readonly FlowPlan _after;
    private readonly JsonObject _flow;
    private readonly IReadOnlyList<FlowChild> _children;
    private readonly FlowchartMode _mode;
    private readonly IReadOnlySet<string> _hasRun;
    private readonly MoveFindings _findings;
    private readonly int[] _new; // the number in the new plan of each activity of the old; -1 when it is gone
    private readonly int[] _old; // and the other way round
    private readonly HashSet<int> _open; // in the new plan
    private FlowRoutes _routes = null!;

    public FlowMove(
        FlowPlan before, FlowPlan after, JsonObject flow, IReadOnlyList<FlowChild> children, FlowchartMode mode, IReadOnlySet<string> hasRun,
        MoveFindings findings)
    {
        (_before, _after, _flow, _children, _mode, _hasRun, _findings) = (before, after, flow, children, mode, hasRun, findings);
        _new = [.. before.Nodes.Select(n => IndexOf(after, n.NodeId))];
        _old = [.. after.Nodes.Select(n => IndexOf(before, n.NodeId))];
        _open = [.. children.Select(c => IndexOf(after, c.NodeId)).Where(n => n >= 0)];
    }

    public void Apply()
    {
        var start = _new[_flow["s"]!.GetValue<int>()];
        start = start >= 0 ? start : _after.DefaultStart;
        if (start < 0 || _children.Any(c => IndexOf(_after, c.NodeId) < 0))
        {
            return; // The steps that are missing have been named.
        }

        _routes = _after.RoutesFrom(start);
        foreach (var step in _open.Where(o => !_routes.IsReached[o]))
        {
            var name = NameOf(step);
            _findings.Refuse("move.step-unreachable", ActivityOf(step), $"In the new version nothing leads to '{name}', where the instance stands.", name);
        }

        _flow["s"] = start;
        if (_mode == FlowchartMode.Token)
        {
            MoveTokens();
        }
        else
        {
            MoveCounts();
        }

        WarnOfRepeats();
    }

    private static int IndexOf(FlowPlan plan, string nodeId) => Array.FindIndex(plan.Nodes, n => n.NodeId == nodeId);

    private Activity ActivityOf(int step) => _after.Nodes[step].Activity;

    private string NameOf(int step) => MoveFindings.NameOf(ActivityOf(step));

    private void MoveCounts()
    {
        var visits = Numbers("a");
        var counts = Numbers("c"); // twice the visits, plus one when the last was followed
        var newVisits = new int[_after.ActivityCount];
        for (var i = 0; i < newVisits.Length; i++)
        {
            newVisits[i] = _old[i] < 0 ? 0 : visits[_old[i]];
        }

        var passed = new int[_after.ConnectionCount];
        var followed = new bool[_after.ConnectionCount];
        for (var c = 0; c < passed.Length; c++)
        {
            var (source, _, port) = _after.Connections[c];
            if (_old[source] >= 0)
            {
                var outbound = _before.Outbound[_old[source]];
                passed[c] = outbound.Length > 0 ? counts[outbound[0]] / 2 : visits[_old[source]];
                followed[c] = WasFollowed(c, outbound, port, counts);
            }
        }

        // An open step counts its round when it ends, unless it was entered by a way back. From here on it counts as entered,
        // so that a way that is new to it does not start it a second time in the same round.
        foreach (var child in _children.Where(c => c.Json["b"] is null))
        {
            newVisits[IndexOf(_after, child.NodeId)]++;
            child.Json["b"] = 1;
        }

        Pass(newVisits, passed, followed);
        _flow["a"] = new JsonArray([.. newVisits.Select(v => (JsonNode)v)]);
        _flow["c"] = new JsonArray([.. passed.Select((v, i) => (JsonNode)((v * 2) + (followed[i] ? 1 : 0)))]);
    }

    private bool WasFollowed(int connection, int[] outbound, string port, int[] counts)
    {
        var target = _old[_after.Connections[connection].Target];
        var same = Array.FindIndex(outbound, o => _before.Connections[o].Port == port && _before.Connections[o].Target == target);
        var known = same >= 0 ? same : Array.FindIndex(outbound, o => _before.Connections[o].Port == port);
        return known >= 0 && counts[outbound[known]] % 2 == 1;
    }

    /// <summary>Goes on from the ways that have been passed as the flowchart itself would, without running anything.</summary>
    private void Pass(int[] visits, int[] passed, bool[] followed)
    {
        for (var isChanged = true; isChanged;)
        {
            isChanged = false;
            for (var step = 0; step < visits.Length; step++)
            {
                var inbound = _routes.ForwardInbound[step];
                if (inbound.Length == 0 || _open.Contains(step) || Arrival(step, inbound, visits, passed, followed) is not { } isLive)
                {
                    continue;
                }

                if (isLive && _old[step] >= 0)
                {
                    Due(step);
                    return;
                }

                if (isLive)
                {
                    Passed(step);
                }

                isChanged = true;
                visits[step]++;
                var isOneWay = _after.Outbound[step].Select(o => _after.Connections[o].Port).Distinct().Count() == 1;
                foreach (var outbound in _after.Outbound[step])
                {
                    passed[outbound] = Math.Max(passed[outbound], visits[step]);
                    followed[outbound] = isLive && isOneWay;
                }
            }
        }
    }

    /// <summary>Null while a step waits for more; else whether it would run (true) or be left out (false).</summary>
    private bool? Arrival(int step, int[] inbound, int[] visits, int[] passed, bool[] followed)
    {
        var mode = _after.Nodes[step].Activity is FlowJoin join ? ModeOf(_after.Nodes[step], join) : FlowJoinMode.WaitAllActive;
        if (mode == FlowJoinMode.WaitAny && inbound.Any(c => passed[c] > visits[step] && followed[c]))
        {
            return true;
        }

        return inbound.All(c => passed[c] > visits[step])
            ? mode == FlowJoinMode.WaitAll ? inbound.All(c => followed[c]) : inbound.Any(c => followed[c])
            : null;
    }

    private static FlowJoinMode ModeOf(GraphNode node, FlowJoin join) =>
        join.Mode is null ? FlowJoinMode.WaitAny
        : node.FindInput(join.Mode) is >= 0 and var index && node.Inputs[index] is { IsConstant: true } input
            && ValueConverter.TryConvert(input.Constant, typeof(FlowJoinMode), out var mode) && mode is FlowJoinMode given ? given : FlowJoinMode.WaitAllActive;

    private void MoveTokens()
    {
        var moved = new List<int>();
        foreach (var stored in Numbers("t"))
        {
            var (connection, flags) = (_before.Connections[stored / 4], stored & 3);
            var same = Find(_new[connection.Source], connection.Port, _new[connection.Target]);
            if (same >= 0)
            {
                moved.Add((same * 4) + flags);
            }
            else if (flags == 0)
            {
                moved.AddRange(Redirect(connection).Select(c => c * 4));
            }
        }

        RefuseSecondStarts();
        var alive = moved.Where(t => (t & 3) == 0).Select(t => t / 4).ToHashSet();
        foreach (var target in alive.Select(c => _after.Connections[c].Target).Distinct().Where(t => !_open.Contains(t)))
        {
            if (IsDue(target, alive))
            {
                Due(target);
            }
        }

        foreach (var step in Enumerable.Range(0, _after.ActivityCount).Where(IsOnPassedWay))
        {
            Passed(step);
        }

        _flow.Remove("t");
        if (moved.Count > 0)
        {
            _flow["t"] = new JsonArray([.. moved.Distinct().Select(t => (JsonNode)t)]);
        }

        _flow["a"] = new JsonArray([.. new int[_after.ActivityCount].Select(v => (JsonNode)v)]);
        _flow["c"] = new JsonArray([.. new int[_after.ConnectionCount].Select(v => (JsonNode)v)]);
    }

    // Tokens, unlike counters, do not know rounds: what newly leads from one open step to another would start that one again.
    private void RefuseSecondStarts()
    {
        foreach (var step in _open)
        {
            var others = _open.Where(o => o != step).ToList();
            if (Reaches(_after, others)[step] && !Reaches(_before, [.. others.Select(o => _old[o]).Where(o => o >= 0)])[_old[step]])
            {
                var name = NameOf(step);
                _findings.Refuse("move.step-twice", ActivityOf(step), $"In the new version another open step leads to '{name}', where the instance stands: it would start twice.", name);
            }
        }
    }

    /// <summary>Where a token stands whose connection is gone: before the same step, else on what its source now leads to.</summary>
    private IReadOnlyList<int> Redirect(FlowConnection connection)
    {
        var (source, target) = (_new[connection.Source], _new[connection.Target]);
        if (target >= 0)
        {
            var inbound = _routes.ForwardInbound[target];
            var best = inbound.Where(c => _open.Contains(target) || (source >= 0 && ComesFrom(_after.Connections[c].Source, source)))
                .OrderBy(c => _after.Connections[c].Source == source ? 0 : 1).Take(1).ToList();
            if (best.Count > 0 || _open.Contains(target))
            {
                return best;
            }
        }
        else if (source >= 0)
        {
            var others = _after.Outbound[source].Where(c => _after.Connections[c].Port == connection.Port).ToList();
            if (others.Count > 0)
            {
                return others;
            }
        }

        var step = _before.Nodes[connection.Target].Activity;
        var name = MoveFindings.NameOf(step);
        _findings.Refuse("move.token-lost", step, $"A branch has arrived at '{name}' and waits there for others; in the new version it has no place.", name);
        return [];
    }

    /// <summary>True when a new step follows another only over new steps.</summary>
    private bool ComesFrom(int step, int source)
    {
        var seen = new HashSet<int>();
        var stack = new Stack<int>([step]);
        while (stack.TryPop(out var at))
        {
            if (at == source)
            {
                return true;
            }

            if (_old[at] < 0 && seen.Add(at))
            {
                foreach (var inbound in _after.Inbound[at])
                {
                    stack.Push(_after.Connections[inbound].Source);
                }
            }
        }

        return false;
    }

    private bool IsDue(int target, HashSet<int> alive)
    {
        var inbound = _routes.ForwardInbound[target];
        var mode = _after.Nodes[target].Activity is FlowJoin join
            ? ModeOf(_after.Nodes[target], join) == FlowJoinMode.WaitAny ? MergeMode.Race : MergeMode.Merge
            : _after.MergeModes[target];
        return mode switch
        {
            MergeMode.Merge => inbound.All(alive.Contains),
            MergeMode.Converge => _after.Inbound[target].All(alive.Contains),
            MergeMode.Stream => !inbound.Any(c => alive.Any(t => _after.Connections[t].Target == _after.Connections[c].Source)),
            _ => true,
        };
    }

    /// <summary>True for a new step right behind one that has run, when nothing open leads to it any more.</summary>
    private bool IsOnPassedWay(int step) =>
        _old[step] < 0 && _after.Inbound[step].Any(c => HasRun(_after.Connections[c].Source)) && !Reaches(_after, _open)[step];

    private bool HasRun(int step) => _hasRun.Contains(_after.Nodes[step].NodeId);

    /// <summary>Steps that have run and that only the new shape leads to again.</summary>
    private void WarnOfRepeats()
    {
        var now = Reaches(_after, _open);
        var then = Reaches(_before, [.. _open.Select(o => _old[o]).Where(o => o >= 0)]);
        for (var step = 0; step < now.Length; step++)
        {
            if (now[step] && HasRun(step) && _old[step] >= 0 && !then[_old[step]])
            {
                var name = NameOf(step);
                _findings.Warn("move.step-repeated", ActivityOf(step), $"'{name}' has run already and will run again.", name);
            }
        }
    }

    private static bool[] Reaches(FlowPlan plan, IReadOnlyCollection<int> from)
    {
        var result = new bool[plan.ActivityCount];
        var stack = new Stack<int>(from);
        while (stack.TryPop(out var at))
        {
            foreach (var outbound in plan.Outbound[at])
            {
                var target = plan.Connections[outbound].Target;
                if (!result[target])
                {
                    result[target] = true;
                    stack.Push(target);
                }
            }
        }

        return result;
    }

    private void Due(int step)
    {
        var name = NameOf(step);
        _findings.Refuse(
            "move.step-due", ActivityOf(step), $"In the new version '{name}' would already be due: it no longer waits for where the instance stands.", name);
    }

    private void Passed(int step)
    {
        var name = NameOf(step);
        _findings.Warn("move.step-passed", ActivityOf(step), $"'{name}' lies on a way already passed and will not run.", name);
    }

    private int Find(int source, string port, int target) => source < 0 || target < 0 ? -1
        : Array.FindIndex(_after.Connections, c => c.Source == source && c.Target == target && c.Port == port);

    private int[] Numbers(string name) => [.. (_flow[name] as JsonArray ?? []).Select(n => n!.GetValue<int>())];
}
