namespace TellerLine.Routing.Core;

internal enum DueKind
{
    /// <summary>An agent's offer expires, or his wrap-up ends.</summary>
    AgentState,

    /// <summary>A skill of an agent lapses.</summary>
    AgentSkill,

    /// <summary>An agent is too long in a state.</summary>
    AgentStay,

    /// <summary>A waiting contact's next step.</summary>
    Contact,
}

/// <summary>Something that falls due for an agent or a contact; knows its own place in the heap.</summary>
internal sealed class Due(DueKind kind, string owner)
{
    public DueKind Kind => kind;

    public string Owner => owner;

    /// <summary>Null while nothing stands.</summary>
    public long? AtUs { get; set; }

    public int HeapIndex { get; set; } = -1;
}

/// <summary>
/// A binary heap by time. Everything in it knows its own place, so that a deadline is taken out at once and the heap
/// never holds more than stands.
/// </summary>
internal sealed class Deadlines
{
    private readonly List<Due> _heap = [];

    public Due? Next => _heap.Count == 0 ? null : _heap[0];

    public void Set(Due due, long atUs)
    {
        Cancel(due);
        due.AtUs = atUs;
        due.HeapIndex = _heap.Count;
        _heap.Add(due);
        Up(due.HeapIndex);
    }

    public void Cancel(Due due)
    {
        var index = due.HeapIndex;
        if (index < 0)
            return;
        var last = _heap[^1];
        _heap.RemoveAt(_heap.Count - 1);
        (due.HeapIndex, due.AtUs) = (-1, null);
        if (last == due)
            return;
        Put(index, last);
        Up(index);
        Down(last.HeapIndex);
    }

    public void Clear()
    {
        foreach (var due in _heap)
            (due.HeapIndex, due.AtUs) = (-1, null);
        _heap.Clear();
    }

    private void Up(int index)
    {
        var due = _heap[index];
        while (index > 0 && Earlier(due, _heap[(index - 1) / 2]))
        {
            Put(index, _heap[(index - 1) / 2]);
            index = (index - 1) / 2;
        }
        Put(index, due);
    }

    private void Down(int index)
    {
        var due = _heap[index];
        while (2 * index + 1 < _heap.Count)
        {
            var child = 2 * index + 1;
            if (child + 1 < _heap.Count && Earlier(_heap[child + 1], _heap[child]))
                child++;
            if (!Earlier(_heap[child], due))
                break;
            Put(index, _heap[child]);
            index = child;
        }
        Put(index, due);
    }

    private void Put(int index, Due due)
    {
        _heap[index] = due;
        due.HeapIndex = index;
    }

    /// <summary>Equal times settle by kind and owner, so that a restored domain settles them alike.</summary>
    private static bool Earlier(Due a, Due b) =>
        a.AtUs != b.AtUs ? a.AtUs < b.AtUs
        : a.Kind != b.Kind ? a.Kind < b.Kind
        : string.CompareOrdinal(a.Owner, b.Owner) < 0;
}
