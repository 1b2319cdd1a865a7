using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Engine;

namespace TellerLine.Rules.Voice.Media;

public sealed class HearsMatrixTests
{
    private readonly HearsMatrix _matrix = new();
    private readonly MediaSession[] _legs = [
        .. Enumerable.Range(0, 20).Select(i => new MediaSession("leg" + i, i, default))];

    [Fact]
    public void a_listener_hears_exactly_what_it_was_told_last_and_others_hear_on()
    {
        Set((0, [1]), (1, [0]), (2, [0, 1]));
        Set((0, [1, 2]), (2, []));

        Assert.Equal([1, 2], Sources(0));
        Assert.Equal([0], Sources(1));
        Assert.Empty(Sources(2));
        Assert.Equal([1], Listeners(0));
        Assert.Equal(3, _matrix.Edges);
    }

    [Fact]
    public void only_who_hears_others_than_before_is_changed()
    {
        Set((0, [1, 2]), (1, [0]));
        var again = Heards((0, [2, 1]), (1, [2]));
        _matrix.Set(again);
        Assert.Equal([false, true], again.Select(h => h.IsChange));
    }

    [Fact]
    public void a_leg_parted_is_not_heard_by_those_it_heard_and_still_by_who_listens_in()
    {
        Set((0, [1]), (1, [0]), (2, [0, 1]));
        _matrix.Part(_legs[0]);
        Assert.Empty(Sources(0));
        Assert.Empty(Sources(1));
        Assert.Equal([0, 1], Sources(2));
    }

    [Fact]
    public void who_is_gone_is_in_no_set_and_comes_into_none()
    {
        Set((0, [1, 2]), (1, [0, 2]), (2, [0, 1]));
        _legs[2].Closed = true;
        _matrix.Remove(_legs[2]);
        Set((0, [1, 2]), (2, [0]));
        Assert.Equal([1], Sources(0));
        Assert.Equal([0], Sources(1));
        Assert.Empty(Sources(2));
        Assert.Equal(2, _matrix.Edges);
    }

    [Fact]
    public void a_source_has_sixteen_listeners_and_one_more_changes_nothing()
    {
        Set([.. Enumerable.Range(1, 16).Select(i => (i, (int[])[0]))]);
        Assert.Throws<MediaException>(() => Set((1, [2]), (17, [0]), (18, [0])));
        Assert.Equal([0], Sources(1));
        Assert.Equal(16, _matrix.Edges);

        // One goes and another comes in the same order: there are never more.
        Set((17, [0]), (1, []));
        Assert.Equal([0], Sources(17));
    }

    private void Set(params (int Listener, int[] Sources)[] hearings) => _matrix.Set(Heards(hearings));

    private Heard[] Heards(params (int Listener, int[] Sources)[] hearings) =>
        [.. hearings.Select(h => new Heard(_legs[h.Listener], [.. h.Sources.Select(s => _legs[s])]))];

    private int[] Sources(int leg) => [.. _legs[leg].Sources.All.ToArray().Select(s => s.Index)];

    private int[] Listeners(int leg) => [.. _legs[leg].Listeners.All.ToArray().Select(s => s.Index)];
}
