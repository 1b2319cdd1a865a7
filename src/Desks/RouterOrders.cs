using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TellerLine.Routing;

namespace TellerLine.Desks;

/// <summary>Takes the router's orders off its thread, in order, within a bound.</summary>
internal sealed partial class RouterOrders(ILogger<RouterOrders> log) : IRoutingObserver
{
    private readonly Channel<RouterEffect> _orders = Channel.CreateBounded<RouterEffect>(
        new BoundedChannelOptions(65_536) { SingleReader = true, SingleWriter = true });

    public ChannelReader<RouterEffect> Reader => _orders.Reader;

    public void On(RouterEffect effect)
    {
        if (!_orders.Writer.TryWrite(effect))
            Full(log, effect.GetType().Name);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The router's orders pile up; {Effect} is lost")]
    private static partial void Full(ILogger log, string effect);
}
