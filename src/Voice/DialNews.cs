using System.Threading.Channels;

namespace TellerLine.Voice;

/// <summary>
/// Tells of a dialled call's progress in the order in which it was heard, and outside of the gate under which it was.
/// Disposed when all is told. As many as the telephones that ring, times the kinds there are.
/// </summary>
internal sealed class DialNews : IAsyncDisposable
{
    private readonly Channel<DialProgress>? _news;
    private readonly Task _telling = Task.CompletedTask;

    /// <param name="failed">Hears of a listener that threw; the call goes on.</param>
    public DialNews(IProgress<DialProgress>? listener, Action<Exception> failed)
    {
        if (listener is null)
            return;
        _news = Channel.CreateUnbounded<DialProgress>(new UnboundedChannelOptions { SingleReader = true });
        _telling = Task.Run(() => Telling(_news.Reader, listener, failed));
    }

    public void Tell(DialProgress progress) => _news?.Writer.TryWrite(progress);

    public async ValueTask DisposeAsync()
    {
        _news?.Writer.TryComplete();
        await _telling;
    }

    private static async Task Telling(
        ChannelReader<DialProgress> news, IProgress<DialProgress> listener, Action<Exception> failed)
    {
        await foreach (var progress in news.ReadAllAsync())
        {
            try
            {
                listener.Report(progress);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                failed(e);
            }
        }
    }
}
