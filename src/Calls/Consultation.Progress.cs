using Microsoft.Extensions.Logging;
using TellerLine.Calls.Core;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>How it comes on while it rings: at the asking telephone's second call, and at the desk in words.</summary>
internal sealed partial class Consultation : IProgress<DialProgress>
{
    private ILeg? _early;

    /// <summary>What the network's tones were recognised as before the answer, the last of it.</summary>
    public string? Heard { get; private set; }

    /// <summary>Must not wait.</summary>
    public void Report(DialProgress value)
    {
        if (value is DialProgress.Ringing or DialProgress.EarlyMedia or DialProgress.Queued)
            _ = Rings();
        if (value is not DialProgress.EarlyMedia { Leg: var leg })
            return;
        _early = leg;
        _ = ListenTo(leg);
    }

    /// <summary>Before the answer nobody speaks who was called, and silence says nothing.</summary>
    private void HeardEarly(ILeg leg, LineSound sound)
    {
        if (_early != leg || Leg is not null || sound is LineSound.Silence or LineSound.Person or LineSound.Machine)
            return;
        Heard = OutboundCall.Named(sound);
        _tell(new TalkEvent.Shows());
    }

    private async Task ListenTo(ILeg leg)
    {
        try
        {
            await leg.HearLine(sound => HeardEarly(leg, sound));
        }
        catch (OperationCanceledException)
        {
            // It is gone: nothing is heard of it.
        }
        catch (Exception fault)
        {
            NotCalled(_all.Log, Record.Id, fault);
        }
    }

    private async Task Rings()
    {
        try
        {
            if (_second is { } second)
                await second.Ringing();
        }
        catch (OperationCanceledException)
        {
            // Whoever asks has hung it up.
        }
    }
}
