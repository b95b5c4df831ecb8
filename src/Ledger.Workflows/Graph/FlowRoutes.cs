namespace Ledger.Workflows.Graph;

/// <summary>
/// Which connections of a flowchart lead forward and which back, seen from one start (elsa-semantics.md §4.3). In
/// time proportional to the flowchart's size for every flowchart whose loops have one entry; the rest falls back to a
/// check by reachability for each connection that closes a cycle.
/// </summary>
internal sealed class FlowRoutes
{
    private readonly FlowPlan _plan;
    private readonly int[] _order;
    private readonly int[] _dominator;
    private readonly bool[] _isRetreating;

    public FlowRoutes(FlowPlan plan, int start)
    {
        _plan = plan;
        Start = start;
        _order = new int[plan.ActivityCount];
        _dominator = new int[plan.ActivityCount];
        _isRetreating = new bool[plan.ConnectionCount];
        IsBackward = new bool[plan.ConnectionCount];
        IsValidBackward = new bool[plan.ConnectionCount];
        ForwardInbound = new int[plan.ActivityCount][];
        IsReached = new bool[plan.ActivityCount];
        var postorder = Walk(start);
        FindDominators(postorder);
        Classify(start);
        for (var i = 0; i < plan.ActivityCount; i++)
        {
            ForwardInbound[i] = Array.FindAll(plan.Inbound[i], c => IsReached[plan.Connections[c].Source] && !IsBackward[c]);
        }
    }

    public int Start { get; }

    /// <summary>True for connections that close a loop.</summary>
    public bool[] IsBackward { get; }

    /// <summary>True for backward connections whose target lies on every way from the start to their source.</summary>
    public bool[] IsValidBackward { get; }

    /// <summary>For each activity the reached connections that lead to it without closing a loop.</summary>
    public int[][] ForwardInbound { get; }

    /// <summary>True for activities that the start reaches.</summary>
    public bool[] IsReached { get; }

    /// <summary>All activities from which a connection path leads to the given one.</summary>
    public bool[] AncestorsOf(int activity)
    {
        var result = new bool[_plan.ActivityCount];
        var stack = new Stack<int>();
        stack.Push(activity);
        while (stack.TryPop(out var current))
        {
            foreach (var connection in _plan.Inbound[current])
            {
                var source = _plan.Connections[connection].Source;
                if (!result[source])
                {
                    result[source] = true;
                    stack.Push(source);
                }
            }
        }

        result[activity] = false;
        return result;
    }

    /// <summary>Walks depth first without recursion; notes the connections that go back to an activity still open, and gives the postorder.</summary>
    private List<int> Walk(int start)
    {
        var postorder = new List<int>();
        var state = new byte[_plan.ActivityCount];
        var stack = new Stack<(int Activity, int Next)>();
        stack.Push((start, 0));
        state[start] = 1;
        IsReached[start] = true;
        while (stack.TryPop(out var top))
        {
            var outbound = _plan.Outbound[top.Activity];
            if (top.Next == outbound.Length)
            {
                state[top.Activity] = 2;
                _order[top.Activity] = postorder.Count;
                postorder.Add(top.Activity);
                continue;
            }

            stack.Push((top.Activity, top.Next + 1));
            var connection = outbound[top.Next];
            var target = _plan.Connections[connection].Target;
            _isRetreating[connection] = state[target] == 1;
            if (state[target] == 0)
            {
                state[target] = 1;
                IsReached[target] = true;
                stack.Push((target, 0));
            }
        }

        return postorder;
    }

    /// <summary>Immediate dominators by the method of Cooper, Harvey and Kennedy.</summary>
    private void FindDominators(List<int> postorder)
    {
        Array.Fill(_dominator, -1);
        _dominator[Start] = Start;
        var changed = true;
        while (changed)
        {
            changed = false;
            for (var i = postorder.Count - 1; i >= 0; i--)
            {
                var activity = postorder[i];
                if (activity == Start)
                {
                    continue;
                }

                var best = -1;
                foreach (var connection in _plan.Inbound[activity])
                {
                    var source = _plan.Connections[connection].Source;
                    if (IsReached[source] && _dominator[source] >= 0)
                    {
                        best = best < 0 ? source : Common(best, source);
                    }
                }

                if (best != _dominator[activity])
                {
                    _dominator[activity] = best;
                    changed = true;
                }
            }
        }
    }

    private int Common(int a, int b)
    {
        while (a != b)
        {
            while (_order[a] < _order[b])
            {
                a = _dominator[a];
            }

            while (_order[b] < _order[a])
            {
                b = _dominator[b];
            }
        }

        return a;
    }

    private bool Dominates(int dominator, int activity)
    {
        while (activity != dominator && activity != Start)
        {
            activity = _dominator[activity];
        }

        return activity == dominator;
    }

    private void Classify(int start)
    {
        var isReducible = true;
        for (var c = 0; c < _isRetreating.Length; c++)
        {
            if (_isRetreating[c])
            {
                var isValid = Dominates(_plan.Connections[c].Target, _plan.Connections[c].Source);
                IsBackward[c] = true;
                IsValidBackward[c] = isValid;
                isReducible &= isValid;
            }
        }

        if (!isReducible)
        {
            ClassifyByReachability(start);
        }
    }

    /// <summary>Loops with several entries: Elsa's rule is breadth first, and a connection is backward when its target already reaches its source.</summary>
    private void ClassifyByReachability(int start)
    {
        Array.Clear(IsBackward);
        Array.Clear(IsValidBackward);
        var accepted = new List<int>[_plan.ActivityCount];
        var queue = new Queue<int>([start]);
        var seen = new bool[_plan.ActivityCount];
        seen[start] = true;
        while (queue.TryDequeue(out var activity))
        {
            foreach (var connection in _plan.Outbound[activity])
            {
                var target = _plan.Connections[connection].Target;
                if (target == activity || Reaches(accepted, target, activity))
                {
                    IsBackward[connection] = true;
                    IsValidBackward[connection] = Dominates(target, activity);
                    continue;
                }

                (accepted[activity] ??= []).Add(target);
                if (!seen[target])
                {
                    seen[target] = true;
                    queue.Enqueue(target);
                }
            }
        }
    }

    private static bool Reaches(List<int>[] accepted, int from, int to)
    {
        var stack = new Stack<int>([from]);
        var seen = new HashSet<int>();
        while (stack.TryPop(out var activity))
        {
            if (activity == to)
            {
                return true;
            }

            if (seen.Add(activity))
            {
                foreach (var next in accepted[activity] ?? [])
                {
                    stack.Push(next);
                }
            }
        }

        return false;
    }
}
