using TellerLine.Desks;
using TellerLine.Desks.Core;

namespace TellerLine.Rules.Desks;

public sealed class DeskLeaseTests
{
    private const long Grace = 10_000_000;

    [Fact]
    public void a_free_desk_is_granted()
    {
        var lease = Granted(Claim(null, "a", nowUs: 1_000), DeskClaimHow.New);

        Assert.Equal(("a", 1_000L, (long?)null), (lease.DeskId, lease.SinceUs, lease.LostAtUs));
    }

    [Fact]
    public void a_second_tab_is_told_since_when_the_first_holds_the_desk()
    {
        var first = Granted(Claim(null, "a", nowUs: 1_000), DeskClaimHow.New);

        Assert.Equal(new DeskDecision.Refuse(1_000), Claim(first, "b", nowUs: 2_000));
    }

    [Fact]
    public void a_second_tab_takes_over_when_asked_to_and_the_first_ones_token_is_void()
    {
        var first = Granted(Claim(null, "a"), DeskClaimHow.New);

        var second = Granted(Claim(first, "b", takeOver: true, nowUs: 2_000), DeskClaimHow.TakenOver);

        Assert.True(second.Token > first.Token);
        Assert.Equal(2_000, second.SinceUs);
        Assert.Null(second.Lose(first.Token, 3_000));
    }

    [Fact]
    public void a_reloaded_tab_has_its_desk_back_and_the_old_connections_end_arrives_too_late()
    {
        var before = Granted(Claim(null, "a", nowUs: 1_000), DeskClaimHow.New);

        var after = Granted(Claim(before, "a", nowUs: 2_000), DeskClaimHow.Reclaimed);

        Assert.Equal(1_000, after.SinceUs);
        Assert.Null(after.Lose(before.Token, 2_001));
        Assert.NotNull(after.Lose(after.Token, 2_001));
    }

    [Fact]
    public void a_lost_desk_stays_its_tabs_within_the_grace()
    {
        var lost = Granted(Claim(null, "a"), DeskClaimHow.New).Lose(Token(), 5_000)!;

        Assert.IsType<DeskDecision.Refuse>(Claim(lost, "b", nowUs: 5_000 + Grace - 1));
        Assert.Null(Granted(Claim(lost, "a", nowUs: 5_000 + Grace - 1), DeskClaimHow.Reclaimed).LostAtUs);
    }

    [Fact]
    public void a_lost_desk_is_anybodys_after_the_grace_with_a_token_of_its_own()
    {
        var lost = Granted(Claim(null, "a"), DeskClaimHow.New).Lose(Token(), 5_000)!;

        Assert.True(Granted(Claim(lost, "b", nowUs: 5_000 + Grace), DeskClaimHow.New).Token > lost.Token);
    }

    [Theory]
    [InlineData(Grace - 1, false)]
    [InlineData(Grace, true)]
    public void the_grace_ends_to_the_microsecond(long afterUs, bool ends)
    {
        var lost = Granted(Claim(null, "a"), DeskClaimHow.New).Lose(Token(), 5_000)!;

        Assert.Equal(ends, lost.Expires(lost.Token, 5_000 + afterUs, Grace));
        Assert.False(lost.Expires(lost.Token + 1, 5_000 + afterUs, Grace));
    }

    [Fact]
    public void a_desk_is_lost_once()
    {
        var lost = Granted(Claim(null, "a"), DeskClaimHow.New).Lose(Token(), 5_000)!;

        Assert.Null(lost.Lose(lost.Token, 6_000));
    }

    [Fact]
    public void a_living_desk_never_expires()
    {
        var lease = Granted(Claim(null, "a"), DeskClaimHow.New);

        Assert.False(lease.Expires(lease.Token, long.MaxValue, Grace));
    }

    private static long Token() => Granted(Claim(null, "a"), DeskClaimHow.New).Token;

    private static DeskDecision Claim(DeskLease? held, string desk, bool takeOver = false, long nowUs = 1_000) =>
        DeskLease.Claim(held, "1001", desk, "n1", takeOver, nowUs, Grace);

    private static DeskLease Granted(DeskDecision decision, DeskClaimHow how)
    {
        var grant = Assert.IsType<DeskDecision.Grant>(decision);
        Assert.Equal(how, grant.How);
        return grant.Lease;
    }
}
