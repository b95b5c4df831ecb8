namespace Ledger.Workflows.Validation.Rules;

/// <summary>Finds the cycles of a graph by Tarjan's strongly connected components, without recursion.</summary>
internal static class Cycles
{
    /// <summary>The sets of steps that lead to each other, among those that take part; a single one when it leads to itself.</summary>
    public static IEnumerable<IReadOnlyCollection<int>> Find(int count, Func<int, bool> takesPart, Func<int, IEnumerable<int>> next)
    {
        var index = new int[count];
        var low = new int[count];
        var onStack = new bool[count];
        var part = new bool[count];
        var targets = new int[count][];
        for (var i = 0; i < count; i++)
        {
            part[i] = takesPart(i);
        }

        for (var i = 0; i < count; i++)
        {
            targets[i] = part[i] ? [.. next(i).Where(t => part[t]).Distinct()] : [];
        }

        var counter = 0;
        var stack = new Stack<int>();
        var work = new Stack<(int Step, int At)>();
        for (var start = 0; start < count; start++)
        {
            if (!part[start] || index[start] != 0)
            {
                continue;
            }

            work.Push((start, 0));
            while (work.TryPop(out var top))
            {
                var (step, at) = top;
                if (at == 0)
                {
                    index[step] = low[step] = ++counter;
                    stack.Push(step);
                    onStack[step] = true;
                }
                else if (onStack[targets[step][at - 1]])
                {
                    low[step] = Math.Min(low[step], low[targets[step][at - 1]]);
                }

                while (at < targets[step].Length && index[targets[step][at]] != 0)
                {
                    if (onStack[targets[step][at]])
                    {
                        low[step] = Math.Min(low[step], index[targets[step][at]]);
                    }

                    at++;
                }

                if (at < targets[step].Length)
                {
                    work.Push((step, at + 1));
                    work.Push((targets[step][at], 0));
                    continue;
                }

                if (low[step] == index[step])
                {
                    var component = new List<int>();
                    int member;
                    do
                    {
                        member = stack.Pop();
                        onStack[member] = false;
                        component.Add(member);
                    }
                    while (member != step);

                    if (component.Count > 1 || targets[step].Contains(step))
                    {
                        yield return component;
                    }
                }
            }
        }
    }
}
