using TellerLine.Access.Core;

namespace TellerLine.Rules.Access;

public sealed class SignInLockTests
{
    private const int Max = 5;
    private const long LockUs = 900_000_000;

    [Fact]
    public void the_fifth_wrong_password_in_a_row_locks()
    {
        var state = default(SignInLock);
        for (var i = 1; i < Max; i++)
        {
            (var outcome, state) = state.Decide(false, i, Max, LockUs);
            Assert.Equal(SignIn.Wrong, outcome);
        }

        var (last, locked) = state.Decide(false, 100, Max, LockUs);

        Assert.Equal(SignIn.NowLocked, last);
        Assert.Equal(100 + LockUs, locked.LockedUntilUs);
    }

    [Fact]
    public void locked_means_locked_even_with_the_right_password()
    {
        var locked = new SignInLock(Max, 1_000);

        Assert.Equal((SignIn.Locked, locked), locked.Decide(true, 999, Max, LockUs));
        Assert.Equal((SignIn.Admitted, default), locked.Decide(true, 1_000, Max, LockUs));
    }

    [Fact]
    public void after_the_lock_all_attempts_are_there_again()
    {
        var (outcome, state) = new SignInLock(Max, 1_000).Decide(false, 1_000, Max, LockUs);

        Assert.Equal((SignIn.Wrong, new SignInLock(1, 0)), (outcome, state));
    }

    [Fact]
    public void the_right_password_forgives_the_wrong_ones() =>
        Assert.Equal((SignIn.Admitted, default), new SignInLock(4, 0).Decide(true, 1, Max, LockUs));
}
