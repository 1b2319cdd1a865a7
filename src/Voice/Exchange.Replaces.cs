using TellerLine.Voice.Sip;

namespace TellerLine.Voice;

/// <summary>A leg whose user goes on with another telephone: who holds the call is told, no story begins.</summary>
public sealed partial class Exchange
{
    private void Replacing(SipLeg old, SipLeg by)
    {
        Take(by);
        _ = Task.Run(async () =>
        {
            try
            {
                old.Replace(by);
            }
            catch (Exception e)
            {
                StoryFailed(_log, by.Id, e);
                await by.Hangup(500);
            }
        });
    }
}
