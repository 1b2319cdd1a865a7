using System.Collections.Concurrent;
using System.Threading.Channels;

namespace TellerLine.Kernel;

/// <summary>What is lost when a subscriber does not keep up and its queue is full.</summary>
public enum WhenFull
{
    /// <summary>The oldest waiting message: for states, where only the newest matters.</summary>
    LoseOldest,

    /// <summary>The message that arrives: for work, where what was accepted is done.</summary>
    LoseNewest,
}

/// <summary>
/// Messages between capabilities within this process, by type. Nothing is stored: what must not be lost goes to the
/// journal.
/// </summary>
public interface IBus
{
    /// <summary>Gives the message to every subscriber of exactly this type; never waits.</summary>
    void Publish<T>(T message);

    /// <param name="capacity">Messages that may wait in this subscription.</param>
    IBusSubscription<T> Subscribe<T>(int capacity, WhenFull whenFull);
}

/// <summary>Dispose to stop: the reader then ends.</summary>
public interface IBusSubscription<T> : IDisposable
{
    ChannelReader<T> Reader { get; }

    /// <summary>Messages lost because the queue was full.</summary>
    long Lost { get; }
}

internal sealed class Bus : IBus
{
    private readonly ConcurrentDictionary<Type, object> _subscribers = new();

    public void Publish<T>(T message)
    {
        if (!_subscribers.TryGetValue(typeof(T), out var all))
            return;
        foreach (var subscription in ((Topic<T>)all).Subscriptions)
            subscription.Offer(message);
    }

    public IBusSubscription<T> Subscribe<T>(int capacity, WhenFull whenFull)
    {
        var topic = (Topic<T>)_subscribers.GetOrAdd(typeof(T), static _ => new Topic<T>());
        var subscription = new Subscription<T>(topic, capacity, whenFull);
        topic.Add(subscription);
        return subscription;
    }

    private sealed class Topic<T>
    {
        private readonly Lock _gate = new();
        private Subscription<T>[] _subscriptions = [];

        public Subscription<T>[] Subscriptions => Volatile.Read(ref _subscriptions);

        public void Add(Subscription<T> subscription)
        {
            lock (_gate)
                _subscriptions = [.. _subscriptions, subscription];
        }

        public void Remove(Subscription<T> subscription)
        {
            lock (_gate)
                _subscriptions = [.. _subscriptions.Where(s => s != subscription)];
        }
    }

    private sealed class Subscription<T> : IBusSubscription<T>
    {
        private readonly Topic<T> _topic;
        private readonly Channel<T> _channel;
        private long _lost;

        public Subscription(Topic<T> topic, int capacity, WhenFull whenFull)
        {
            _topic = topic;
            var options = new BoundedChannelOptions(capacity)
            {
                FullMode = whenFull == WhenFull.LoseOldest ? BoundedChannelFullMode.DropOldest
                : BoundedChannelFullMode.DropWrite,
            };
            _channel = Channel.CreateBounded<T>(options, _ => Interlocked.Increment(ref _lost));
        }

        public ChannelReader<T> Reader => _channel.Reader;

        public long Lost => Interlocked.Read(ref _lost);

        public void Offer(T message) => _channel.Writer.TryWrite(message);

        public void Dispose()
        {
            _topic.Remove(this);
            _channel.Writer.TryComplete();
        }
    }
}
