namespace TellerLine.Files;

/// <summary>
/// How many uploads there are at once, of all and of one person: who holds his open does not keep others out.
/// </summary>
internal sealed class UploadPlaces(int ofAll, int ofOne)
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

    private sealed class Place(UploadPlaces of, string who) : IDisposable
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
