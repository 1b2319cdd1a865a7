namespace TellerLine.Kernel;

/// <summary>A bound on the wait for somebody else's answer.</summary>
public static class BoundedWait
{
    /// <summary>
    /// The answer; or default when there is none in time, or the other side fails in whatever way. One who ignores his
    /// token, or blocks the thread he is called on, is left behind; what he still does is settled by its key.
    /// </summary>
    /// <param name="noAnswer">Told why there is none: <c>nothing in time</c>, or the fault's type.</param>
    /// <exception cref="OperationCanceledException">By <paramref name="ct"/>.</exception>
    public static async Task<T?> Ask<T>(
        Func<CancellationToken, Task<T>> question, TimeSpan atMost, TimeProvider time, Action<string> noAnswer,
        CancellationToken ct)
    {
        using var bound = new CancellationTokenSource(atMost, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, bound.Token);
        try
        {
            return await Task.Run(() => question(both.Token), both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            noAnswer(e is OperationCanceledException ? "nothing in time" : e.GetType().Name);
            return default;
        }
    }
}
