using TellerLine.Access.Core;

namespace TellerLine.Rules.Access;

public sealed class SignInGuardTests
{
    private const int Max = 5;
    private const long LockUs = 900_000_000;

    private readonly SignInGuard _guard = new(Max, LockUs, capacity: 100);

    [Fact]
    public void the_fifth_try_in_a_row_locks_for_where_it_came_from_alone()
    {
        for (var i = 1; i < Max; i++)
            Assert.Equal(new SignInTurn.Go(i, 0), Try("1001", "10.0.0.1", i));

        Assert.Equal(new SignInTurn.Go(Max, 100 + LockUs), Try("1001", "10.0.0.1", 100));
        Assert.Equal(new SignInTurn.Locked(100 + LockUs), Try("1001", "10.0.0.1", 101));
        Assert.Equal(new SignInTurn.Go(1, 0), Try("1001", "10.0.0.2", 101));
        Assert.Equal(new SignInTurn.Go(1, 0), Try("1002", "10.0.0.1", 101));
    }

    [Fact]
    public void after_the_lock_all_tries_are_there_again()
    {
        for (var i = 0; i < Max; i++)
            Try("1001", "10.0.0.1", 0);

        Assert.IsType<SignInTurn.Locked>(Try("1001", "10.0.0.1", LockUs - 1));
        Assert.Equal(new SignInTurn.Go(1, 0), Try("1001", "10.0.0.1", LockUs));
    }

    [Fact]
    public void the_right_password_forgives_the_wrong_ones()
    {
        for (var i = 0; i < Max; i++)
            Try("1001", "10.0.0.1", 0);
        _guard.Succeeded("1001", "10.0.0.1", known: false);

        Assert.Equal(new SignInTurn.Go(1, 0), Try("1001", "10.0.0.1", 1));
    }

    [Fact]
    public void many_strangers_at_one_number_wait_for_each_other_and_a_known_browser_does_not()
    {
        for (var i = 0; i < Max * 4; i++)
            Assert.IsType<SignInTurn.Go>(Try("1001", $"10.0.1.{i}", 0));

        Assert.Equal(new SignInTurn.Later(SignInGuard.SlowUs), Try("1001", "10.0.2.1", 1));
        Assert.Equal(new SignInTurn.Go(1, 0), _guard.Begin("1001", "device a", known: true, 1));
        Assert.IsType<SignInTurn.Go>(Try("1001", "10.0.2.1", SignInGuard.SlowUs));
        Assert.IsType<SignInTurn.Later>(Try("1001", "10.0.2.2", SignInGuard.SlowUs + 1));
    }

    [Fact]
    public void a_flood_of_numbers_takes_no_more_room_than_there_is()
    {
        for (var i = 0; i < 1_000; i++)
            Try($"{i}", "10.0.0.1", i);

        Assert.InRange(_guard.Kept, 1, 100);
    }

    private SignInTurn Try(string number, string source, long nowUs) =>
        _guard.Begin(number, source, known: false, nowUs);
}
