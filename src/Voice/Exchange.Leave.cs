using TellerLine.Voice.Sip;

namespace TellerLine.Voice;

/// <summary>The end of a process whose calls the next takes up.</summary>
public sealed partial class Exchange
{
    public async Task Leave()
    {
        _stopping = true;
        List<SipLeg> stay = [];
        foreach (var leg in _legs.Values)
        {
            if (leg is SipLeg { MayGoOn: true } goesOn)
                stay.Add(goesOn);
            else if (leg is SipLeg)
                await leg.Hangup(503);
        }

        var since = _time.GetTimestamp();
        while (_sip.Dialogs > stay.Count && _time.GetElapsedTime(since) < Farewell)
            await Task.Delay(Look, CancellationToken.None);
        foreach (var leg in stay)
            await leg.StoreNow();
    }
}
