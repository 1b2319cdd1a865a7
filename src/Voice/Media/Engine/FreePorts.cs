using System.Security.Cryptography;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// The even ports of a range, each with the odd one above it for RTCP. Which comes next cannot be guessed, so that
/// nobody can wait at it with packets of his own; one just given back rests, so that a late packet of an ended call
/// does not find the next (RFC 3550 §11).
/// </summary>
internal sealed class FreePorts
{
    private const int MaxResting = 1_000;

    private readonly Lock _gate = new();
    private readonly List<int> _free = [];
    private readonly Queue<int> _resting = new();
    private readonly int _rest;

    public FreePorts(int first, int last)
    {
        for (var port = first + (first & 1); port <= last; port += 2)
            _free.Add(port);
        _rest = Math.Min(MaxResting, _free.Count / 2);
    }

    public int Count
    {
        get
        {
            lock (_gate)
                return _free.Count + _resting.Count;
        }
    }

    public bool TryTake(out int port)
    {
        lock (_gate)
        {
            if (_free.Count == 0)
                return _resting.TryDequeue(out port);
            var at = RandomNumberGenerator.GetInt32(_free.Count);
            port = _free[at];
            _free[at] = _free[^1];
            _free.RemoveAt(_free.Count - 1);
            return true;
        }
    }

    public void Return(int port)
    {
        lock (_gate)
        {
            _resting.Enqueue(port);
            if (_resting.Count > _rest)
                _free.Add(_resting.Dequeue());
        }
    }
}
