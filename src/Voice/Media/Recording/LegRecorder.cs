#pragma warning disable CA1822, CS1591
namespace TellerLine.Voice.Media.Recording;

internal sealed class LegRecorder
{
    public void Begin(long nowUs)
    {
    }

    public void Received(ReadOnlySpan<byte> payload, G711 law, uint ssrc, uint timestamp, long nowUs)
    {
    }

    public void Sent(ReadOnlySpan<byte> payload, G711 law, uint timestamp, long nowUs)
    {
    }

    public void Suppress(bool on, long nowUs)
    {
    }

    public void Tick(long nowUs)
    {
    }

    public void Finish(long nowUs)
    {
    }
}
