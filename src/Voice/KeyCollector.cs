namespace TellerLine.Voice;

/// <summary>The rules of <see cref="CollectRequest"/>, key by key; pure. Time-outs are the leg's.</summary>
internal sealed class KeyCollector(CollectRequest request)
{
    private readonly char[] _keys = new char[Math.Clamp(request.MaxDigits, 1, 64)];
    private int _count;
    private bool _starBefore;

    /// <summary>A key came, whatever it meant.</summary>
    public bool HasStarted { get; private set; }

    public int Count => _count;

    public string Keys => new(_keys, 0, _count);

    /// <returns>How the collection ended with this key, or null while it goes on.</returns>
    public CollectEnd? Feed(char key)
    {
        HasStarted = true;
        if (key == '*' && request.StarClears)
        {
            if (_starBefore)
                return CollectEnd.Left;
            _starBefore = true;
            _count = 0;
            return null;
        }

        _starBefore = false;
        if (key == request.Terminator)
            return CollectEnd.Terminated;
        _keys[_count++] = key;
        return _count == _keys.Length ? CollectEnd.Full : null;
    }
}
