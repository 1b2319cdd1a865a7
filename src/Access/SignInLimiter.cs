using System.Threading.RateLimiting;

namespace TellerLine.Access;

/// <summary>
/// So many attempts a minute from one address, whether right or wrong. Windows move on when they are asked, not by a
/// clock of their own: a centre at rest sleeps. What it remembers is bounded.
/// </summary>
internal sealed class SignInLimiter : IDisposable
{
    public const int MaxRemembered = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, FixedWindowRateLimiter> _addresses = [];
    private readonly FixedWindowRateLimiterOptions _each;

    public SignInLimiter(AccessOptions options)
        : this(options, TimeSpan.FromMinutes(1))
    {
    }

    internal SignInLimiter(AccessOptions options, TimeSpan window) => _each = new FixedWindowRateLimiterOptions
    {
        PermitLimit = options.SignInsPerMinute, Window = window, QueueLimit = 0, AutoReplenishment = false,
    };

    public int Remembered
    {
        get
        {
            lock (_gate)
                return _addresses.Count;
        }
    }

    public RateLimitLease AttemptFrom(string address)
    {
        lock (_gate)
        {
            if (!_addresses.TryGetValue(address, out var limiter))
            {
                MakeRoom();
                _addresses[address] = limiter = new FixedWindowRateLimiter(_each);
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

    /// <summary>Those that have tried least are forgotten; who is at the limit stays there.</summary>
    private void MakeRoom()
    {
        if (_addresses.Count < MaxRemembered)
            return;
        foreach (var limiter in _addresses.Values)
            limiter.TryReplenish();
        foreach (var (address, _) in _addresses
            .OrderByDescending(one => one.Value.GetStatistics()!.CurrentAvailablePermits).Take(MaxRemembered / 10)
            .ToList())
            _addresses.Remove(address);
    }
}
