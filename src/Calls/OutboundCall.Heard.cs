using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>
/// What the called side's audio says of the call: the network's tones; then a person, a machine, nobody.
/// </summary>
internal sealed partial class OutboundCall
{
    private async Task ListenTo(ILeg leg, Action<LineSound>? heard)
    {
        try
        {
            await leg.HearLine(heard);
        }
        catch (OperationCanceledException)
        {
            // It is gone: nothing is heard of it.
        }
        catch (Exception fault)
        {
            // The agent hears it all the same.
            NotHeard(_all.Log, Record.Id, fault);
        }
    }

    /// <summary>Before the answer nobody speaks who was called, and silence says nothing.</summary>
    private void HeardEarly(ILeg leg, LineSound sound)
    {
        if (sound is LineSound.Silence or LineSound.Person or LineSound.Machine)
            return;
        var what = Named(sound);
        lock (_gate)
        {
            if (_reached || _early != leg)
                return;
            Dial = Dial with { Heard = what };
        }
        Record.Note(new DialProgressed(_desk.Agent, what));
        _desk.Changed();
    }

    private void HeardAfterwards(LiveContact contact, LineSound sound)
    {
        var what = Named(sound);
        Dial = Dial with { Heard = what };
        contact.Heard = what;
        Record.Note(new DialProgressed(_desk.Agent, what));
        _desk.Changed();
        // Who is there is known by now, and what is said from here on is the conversation.
        if (sound is LineSound.Person or LineSound.Machine)
            _ = ListenTo(contact.Customer, null);
    }

    /// <returns>Why nobody answered, by the tone that was heard last; null when it says nothing of it.</returns>
    internal static string? WhyBy(string? heard) => heard switch
    {
        "busyTone" or "congestionTone" => "busy",
        "unobtainableTone" => "unreachable",
        _ => null,
    };

    internal static string Named(LineSound sound) => sound switch
    {
        LineSound.RingBack => "ringBackTone",
        LineSound.Busy => "busyTone",
        LineSound.Congestion => "congestionTone",
        LineSound.Unobtainable => "unobtainableTone",
        _ => EnumWords.Of(sound),
    };
}
