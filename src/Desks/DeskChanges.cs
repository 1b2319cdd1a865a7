namespace TellerLine.Desks;

/// <summary>Hears when a desk's lease is over: signed out, or away longer than its grace.</summary>
internal sealed class DeskChanges : IDeskObserver
{
    public event Action<string>? Released;

    public void On(DeskChanged change)
    {
        if (change.Change == DeskChange.Released)
            Released?.Invoke(change.Agent);
    }
}
