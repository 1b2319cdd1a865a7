using TellerLine.Kernel;

namespace TellerLine.Rules.Kernel;

public sealed class BusTests
{
    private readonly Bus _bus = new();

    [Fact]
    public void a_message_reaches_every_subscriber_of_its_type_and_no_other()
    {
        using var one = _bus.Subscribe<string>(10, WhenFull.LoseNewest);
        using var two = _bus.Subscribe<string>(10, WhenFull.LoseOldest);
        using var other = _bus.Subscribe<int>(10, WhenFull.LoseOldest);

        _bus.Publish("hello");

        Assert.Equal(["hello"], All(one));
        Assert.Equal(["hello"], All(two));
        Assert.Empty(All(other));
    }

    [Fact]
    public void a_full_queue_of_states_loses_the_oldest()
    {
        using var slow = _bus.Subscribe<int>(2, WhenFull.LoseOldest);

        for (var i = 1; i <= 5; i++)
            _bus.Publish(i);

        Assert.Equal([4, 5], All(slow));
        Assert.Equal(3, slow.Lost);
    }

    [Fact]
    public void a_full_queue_of_work_loses_the_newest()
    {
        using var slow = _bus.Subscribe<int>(2, WhenFull.LoseNewest);

        for (var i = 1; i <= 5; i++)
            _bus.Publish(i);

        Assert.Equal([1, 2], All(slow));
        Assert.Equal(3, slow.Lost);
    }

    [Fact]
    public void one_who_left_hears_no_more()
    {
        var gone = _bus.Subscribe<int>(2, WhenFull.LoseNewest);
        gone.Dispose();

        _bus.Publish(1);

        Assert.Empty(All(gone));
        Assert.True(gone.Reader.Completion.IsCompleted);
    }

    private static List<T> All<T>(IBusSubscription<T> subscription)
    {
        List<T> all = [];
        while (subscription.Reader.TryRead(out var message))
            all.Add(message);
        return all;
    }
}
