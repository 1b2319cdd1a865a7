namespace TellerLine.Kernel;

/// <summary>
/// How much of something there is at once, of all and of one person (uploads, connections): who holds his open does not
/// keep others out. It costs nothing while nobody comes; the framework's partitioned limiter looks ten times a second.
/// </summary>
public sealed class Places(int ofAll, int ofOne)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private int _all;

    /// <param name="isHis">Where none is given: his own are all taken, not everybody's.</param>
    /// <returns>To be given back; null: there is none.</returns>
    public IDisposable? Take(string who, out bool isHis)
    {
        lock (_gate)
        {
            var his = _taken.GetValueOrDefault(who);
            isHis = his >= ofOne;
            if (isHis || _all >= ofAll)
                return null;
            _taken[who] = his + 1;
            _all++;
            return new Place(this, who);
        }
    }

    private void Free(string who)
    {
        lock (_gate)
        {
            _all--;
            if (--_taken[who] == 0)
                _taken.Remove(who);
        }
    }

    private sealed class Place(Places of, string who) : IDisposable
    {
        private bool _freed;

        public void Dispose()
        {
            if (!_freed)
                of.Free(who);
            _freed = true;
        }
    }
}
