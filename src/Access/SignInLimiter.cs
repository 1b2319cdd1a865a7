using System.Threading.RateLimiting;

namespace TellerLine.Access;

/// <summary>
/// So many attempts a minute from one address, whether right or wrong. Windows move on when they are asked, not by a
/// clock of their own: a centre at rest sleeps. What it remembers is bounded.
/// </summary>
internal sealed class SignInLimiter(AccessOptions options) : IDisposable
{
    private const int MaxRemembered = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, FixedWindowRateLimiter> _addresses = [];

    public RateLimitLease AttemptFrom(string address)
    {
        lock (_gate)
        {
            if (!_addresses.TryGetValue(address, out var limiter))
            {
                ForgetRested();
                _addresses[address] = limiter = new FixedWindowRateLimiter(new FixedWindowRateLimiterOptions
                {
                    PermitLimit = options.SignInsPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0,
                    AutoReplenishment = false,
                });
            }
            limiter.TryReplenish();
            return limiter.AttemptAcquire();
        }
    }

    public void Dispose()
    {
        lock (_gate)
            foreach (var limiter in _addresses.Values)
                limiter.Dispose();
    }

    private void ForgetRested()
    {
        if (_addresses.Count < MaxRemembered)
            return;
        foreach (var (address, limiter) in _addresses.ToList())
        {
            limiter.TryReplenish();
            if (limiter.GetStatistics()?.CurrentAvailablePermits == options.SignInsPerMinute)
                _addresses.Remove(address);
        }
        // All of them busy: a flood from everywhere, which the lock-out by user answers.
        if (_addresses.Count >= MaxRemembered)
            _addresses.Clear();
    }
}
