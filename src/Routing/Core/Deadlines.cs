namespace TellerLine.Routing.Core;

/// <summary>
/// A binary heap of agents by deadline. An agent has at most one (an offer that expires, or a wrap-up that ends), and
/// knows its own place, so the heap never holds more than the agents and a deadline is taken out at once.
/// </summary>
internal sealed class Deadlines
{
    private readonly List<Agent> _heap = [];

    public Agent? Next => _heap.Count == 0 ? null : _heap[0];

    public void Set(Agent agent, long atUs)
    {
        Cancel(agent);
        agent.DeadlineUs = atUs;
        agent.HeapIndex = _heap.Count;
        _heap.Add(agent);
        Up(agent.HeapIndex);
    }

    public void Cancel(Agent agent)
    {
        var index = agent.HeapIndex;
        if (index < 0)
            return;
        var last = _heap[^1];
        _heap.RemoveAt(_heap.Count - 1);
        (agent.HeapIndex, agent.DeadlineUs) = (-1, null);
        if (last == agent)
            return;
        Put(index, last);
        Up(index);
        Down(last.HeapIndex);
    }

    private void Up(int index)
    {
        var agent = _heap[index];
        while (index > 0 && Earlier(agent, _heap[(index - 1) / 2]))
        {
            Put(index, _heap[(index - 1) / 2]);
            index = (index - 1) / 2;
        }
        Put(index, agent);
    }

    private void Down(int index)
    {
        var agent = _heap[index];
        while (2 * index + 1 < _heap.Count)
        {
            var child = 2 * index + 1;
            if (child + 1 < _heap.Count && Earlier(_heap[child + 1], _heap[child]))
                child++;
            if (!Earlier(_heap[child], agent))
                break;
            Put(index, _heap[child]);
            index = child;
        }
        Put(index, agent);
    }

    private void Put(int index, Agent agent)
    {
        _heap[index] = agent;
        agent.HeapIndex = index;
    }

    /// <summary>Equal deadlines settle in the agents' order, so that a restored domain settles them alike.</summary>
    private static bool Earlier(Agent a, Agent b) =>
        a.DeadlineUs != b.DeadlineUs ? a.DeadlineUs < b.DeadlineUs : string.CompareOrdinal(a.Number, b.Number) < 0;
}
