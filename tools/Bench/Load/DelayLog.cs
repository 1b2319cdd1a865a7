namespace TellerLine.Bench.Load;

/// <summary>Delays in µs, from one thread; read when it has stopped measuring.</summary>
internal sealed class DelayLog(int most)
{
    private const int LateUs = 40_000;

    private readonly int[] _delaysUs = new int[most];
    private int _count;
    private long _late;

    public void Clear()
    {
        Volatile.Write(ref _count, 0);
        Volatile.Write(ref _late, 0);
    }

    public void Add(long delayUs)
    {
        if (delayUs > LateUs)
            Volatile.Write(ref _late, _late + 1);
        if (_count < most)
            _delaysUs[_count] = (int)Math.Clamp(delayUs, 0, int.MaxValue);
        Volatile.Write(ref _count, _count + 1);
    }

    public (int P50, int P99, int Max, double LateShare, int Count) Read()
    {
        var count = Math.Min(Volatile.Read(ref _count), most);
        if (count == 0)
            return default;
        var sorted = _delaysUs.AsSpan(0, count).ToArray();
        Array.Sort(sorted);
        return (sorted[count / 2], sorted[(int)(count * 0.99)], sorted[^1], (double)Volatile.Read(ref _late) / count,
            count);
    }
}
