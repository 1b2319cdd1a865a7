using TellerLine.Access;

namespace TellerLine.Rules.Access;

public sealed class SignInLimiterTests
{
    private static readonly AccessOptions Three = new() { SignInsPerMinute = 3 };

    [Fact]
    public void an_address_has_so_many_tries_and_has_them_again_in_the_next_window()
    {
        using var limiter = new SignInLimiter(Three, TimeSpan.FromMilliseconds(200));
        Assert.Equal([true, true, true, false], Tries(limiter, "192.0.2.1", 4));
        Assert.True(Tries(limiter, "192.0.2.2", 1)[0]);
        Assert.True(SpinWait.SpinUntil(() => Tries(limiter, "192.0.2.1", 1)[0], TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void a_flood_of_addresses_takes_no_more_room_and_frees_nobody_who_is_at_the_limit()
    {
        using var limiter = new SignInLimiter(Three, TimeSpan.FromHours(1));
        Assert.Equal([true, true, true, false], Tries(limiter, "192.0.2.1", 4));
        for (var i = 0; i < 2 * SignInLimiter.MaxRemembered; i++)
            Tries(limiter, "2001:db8::" + i, 1);
        Assert.InRange(limiter.Remembered, 1, SignInLimiter.MaxRemembered);
        Assert.Equal([false], Tries(limiter, "192.0.2.1", 1));
    }

    private static bool[] Tries(SignInLimiter limiter, string address, int count) =>
        [.. Enumerable.Range(0, count).Select(_ =>
        {
            using var lease = limiter.AttemptFrom(address);
            return lease.IsAcquired;
        })];
}
