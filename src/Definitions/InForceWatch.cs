namespace TellerLine.Definitions;

/// <summary>
/// Tells, within a second, that something else is in force. That comes about by the clock alone, so nothing tells of
/// it: it is looked at again and again.
/// </summary>
/// <typeparam name="T">What names that which is in force: versions and the moments since which they are.</typeparam>
public sealed class InForceWatch<T> : IDisposable
    where T : IEquatable<T>
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Func<T> _look;
    private readonly Action _changed;
    private readonly ITimer _timer;
    private T _seen;

    public InForceWatch(TimeProvider time, Func<T> look, Action changed)
    {
        (_look, _changed, _seen) = (look, changed, look());
        _timer = time.CreateTimer(_ => Look(), null, LookEvery, LookEvery);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var now = _look();
        if (now.Equals(_seen))
            return;
        _seen = now;
        _changed();
    }
}
