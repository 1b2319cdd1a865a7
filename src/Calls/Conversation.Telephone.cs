using TellerLine.Calls.Core;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>What an agent's SIP phone does by signalling: transfers, and moves to another of the agent's.</summary>
internal sealed partial class Conversation
{
    /// <summary>The telephone's transfer that is on its way, until it hears how it ended.</summary>
    private LegRefer? _refer;

    private bool Takes(LegRefer? refer)
    {
        if (refer is null)
            return true;
        if (!refer.Accept())
            return false;
        _refer = refer;
        return true;
    }

    /// <summary>Before the line is hung up: a telephone hears of nothing after that.</summary>
    private void TellTelephone(TalkEffect effect)
    {
        switch (effect)
        {
            case TalkEffect.HandedOver or TalkEffect.SentAway or TalkEffect.GuideOver { Why: "alone" }:
                _refer?.Finish();
                break;
            case TalkEffect.ConsultOver over:
                var (status, reason) = StatusOf(over.Why);
                _refer?.Refuse(status, reason);
                break;
            default:
                return;
        }
        _refer = null;
    }

    private static (int Status, string Reason) StatusOf(string why) => why switch
    {
        "busy" => (486, "Busy Here"),
        "noAnswer" => (408, "Request Timeout"),
        "declined" => (603, "Decline"),
        "dropped" or "hungUp" => (487, "Request Terminated"),
        _ => (480, "Temporarily Unavailable"),
    };

    /// <summary>
    /// The agent goes on with another telephone of his; the one before is hung up once this one talks.
    /// </summary>
    private void OnReplaced(LegReplaced replaced) => _ = TakeOverLine(replaced);

    private async Task TakeOverLine(LegReplaced replaced)
    {
        try
        {
            if (replaced.Old.Id != _agent.Id)
            {
                await replaced.By.Hangup();
                return;
            }
            await replaced.By.Answer();
            var refused = await Ask(new Happening(
                new TalkEvent.NewLine(LineOf(replaced.By), WithSound: true), NewLeg: replaced.By));
            await (refused is null ? replaced.Old : replaced.By).Hangup();
        }
        catch (OperationCanceledException)
        {
            // One of the two hung up in this instant.
        }
        catch (Exception fault)
        {
            NotDone(_all.Log, _contact.Id, "another telephone", fault);
            await replaced.By.Hangup(500);
        }
    }
}
