namespace Ledger.Workflows.Execution;

/// <summary>The work of an instance, first in first out.</summary>
internal sealed class WorkQueue
{
    private readonly List<WorkItem> _items = [];
    private int _head;

    public int Count => _items.Count - _head;

    public IEnumerable<WorkItem> Items => _items.Skip(_head);

    /// <summary>A mark of the end, for <see cref="TruncateTo"/>.</summary>
    public int End => _items.Count;

    public void Enqueue(WorkItem item)
    {
        _items.Add(item);
        CountFor(item.Owner, 1);
    }

    public void PutFirst(WorkItem item)
    {
        if (_head > 0)
        {
            _items[--_head] = item;
        }
        else
        {
            _items.Insert(0, item);
        }

        CountFor(item.Owner, 1);
    }

    public WorkItem Dequeue()
    {
        var item = _items[_head];
        _items[_head++] = null!;
        if (_head > 64 && _head * 2 > _items.Count)
        {
            _items.RemoveRange(0, _head);
            _head = 0;
        }

        CountFor(item.Owner, -1);
        return item;
    }

    /// <summary>Takes back what was queued after the mark; nothing may have been taken out since.</summary>
    public void TruncateTo(int end)
    {
        for (var i = end; i < _items.Count; i++)
        {
            CountFor(_items[i].Owner, -1);
        }

        _items.RemoveRange(end, _items.Count - end);
    }

    /// <summary>Withdraws what is about or was scheduled by an execution.</summary>
    public void Withdraw(StepContext context)
    {
        for (var i = _items.Count - 1; i >= _head; i--)
        {
            if (ReferenceEquals(_items[i].Owner, context) || ReferenceEquals(_items[i].Context, context))
            {
                CountFor(_items[i].Owner, -1);
                _items.RemoveAt(i);
            }
        }
    }

    public bool Contains(StepContext owner, int nodeIndex)
    {
        for (var i = _head; i < _items.Count; i++)
        {
            if (ReferenceEquals(_items[i].Owner, owner) && _items[i].Node.Index == nodeIndex)
            {
                return true;
            }
        }

        return false;
    }

    public void Clear()
    {
        TruncateTo(_head);
        _items.Clear();
        _head = 0;
    }

    private static void CountFor(StepContext? owner, int change)
    {
        if (owner is not null)
        {
            owner.QueuedItems += change;
        }
    }
}
