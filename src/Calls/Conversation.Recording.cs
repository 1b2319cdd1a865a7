using TellerLine.Calls.Core;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;

namespace TellerLine.Calls;

/// <summary>What of it is not kept: a PIN said aloud, and what the agent pauses the recording for.</summary>
internal sealed partial class Conversation
{
    private const long LongestPacketUs = 60_000;

    private readonly Countdown _spokenCap;
    private readonly Countdown _pauseCap;
    private long _pausedUntilUs;

    private async Task DoRecording(TalkEffect effect)
    {
        var agent = _desk.Agent;
        switch (effect)
        {
            case TalkEffect.PinSpoken:
                _spokenCap.Start(() => Tell(new TalkEvent.PinSpokenOver("capped")));
                // The story first: whatever becomes of the order, what was said is given out to nobody.
                _contact.PinSpoken = true;
                await _all.SpokenPins.Marked(
                    _contact.Record, agent, _talk.Spoken!.Value - (_all.Options.PinSpokenBackMs * 1_000L),
                    _contact.Card?.Id);
                await _all.Recorder.Withhold(_contact, ContactRecorder.PinSpoken, true);
                break;
            case TalkEffect.PinSpokenOver over:
                _spokenCap.Stop();
                await GoOnRecording(ContactRecorder.PinSpoken, new PinSpokenOver(agent, over.Why));
                _all.PinSpoken(agent, _contact.Id);
                break;
            case TalkEffect.RecordingPaused when _verb is CallVerb.PauseRecording asked:
                _pausedUntilUs = _all.Time.NowUs() + (_all.Options.RecordingPauseMs * 1_000L);
                _pauseCap.Start(() => Tell(new TalkEvent.ResumeRecording("capped")));
                await _all.Recorder.Withhold(_contact, ContactRecorder.Paused, true);
                await _contact.Acknowledge(new RecordingPaused(agent, asked.Reason, _pausedUntilUs));
                break;
            case TalkEffect.RecordingResumed resumed:
                _pauseCap.Stop();
                await GoOnRecording(ContactRecorder.Paused, new RecordingResumed(agent, resumed.Why));
                break;
        }
    }

    /// <summary>
    /// The story's silence ends before the recording's does. The first packet that is kept again was spoken before it
    /// came: of a pause nothing that is kept lies in what is told to be silent; of a PIN it is kept from readers.
    /// </summary>
    private async Task GoOnRecording(string why, object happened)
    {
        var over = _all.Time.NowUs() - (why == ContactRecorder.Paused ? LongestPacketUs : 0);
        await _all.Recorder.Withhold(_contact, why, false);
        _contact.Note(happened, over);
    }

    /// <summary>What was not to be kept in the process before this one is not kept in this one, for as long.</summary>
    private async Task WithholdAgain(KeptTalk kept)
    {
        if (kept.Spoken is { } spoken)
        {
            _spokenCap.Start(() => Tell(new TalkEvent.PinSpokenOver("capped")), Since(spoken));
            await _all.Recorder.Withhold(_contact, ContactRecorder.PinSpoken, true);
        }
        if (kept.Paused is { } since)
        {
            _pausedUntilUs = since + (_all.Options.RecordingPauseMs * 1_000L);
            _pauseCap.Start(() => Tell(new TalkEvent.ResumeRecording("capped")), Since(since));
            await _all.Recorder.Withhold(_contact, ContactRecorder.Paused, true);
        }
    }

    /// <summary>
    /// Agent and consulted are recorded apart while they talk and the customer does not: kept no more before anybody
    /// else is heard, and again once that one is not.
    /// </summary>
    private async Task KeepApart()
    {
        if (_consultation is not { Leg: { } line } with || _talk.Consulting?.Line?.Id != line.Id)
            return;
        var kept = _talk is { Apart: true, Paused: null } && _all.Rules.KeepsConsultations(_contact);
        await Unless(line.Id, _ => _all.Recorder.KeepApart(_contact, with, kept));
    }

    private TimeSpan Since(long us) => TimeSpan.FromMicroseconds(_all.Time.NowUs() - us);

    /// <summary>Why nothing is kept of it just now, and when it is again by itself.</summary>
    private DeskKept Kept() => _talk is { Apart: true, Paused: null } && _consultation is { Apart: var apart }
        ? new DeskKept(apart.Kept ?? apart.Id is not null ? "kept" : "policy", null)
        : !_contact.Recording
        ? new DeskKept(_contact.Rule?.Rule.Mode == "none" ? ContactRecorder.Policy : "failed", null)
        : _all.Recorder.WithheldFor(_contact.Id) switch
        {
            ContactRecorder.PinSpoken when _talk.Spoken is { } since => new DeskKept(
                ContactRecorder.PinSpoken, Clock.FromUs(since + (_all.Options.PinSpokenMs * 1_000L))),
            ContactRecorder.Paused => new DeskKept(ContactRecorder.Paused, Clock.FromUs(_pausedUntilUs)),
            { } why => new DeskKept(_contact.Rule?.Rule.Mode == "onDemand" ? "onDemand" : why, null),
            null => new DeskKept("kept", null),
        };
}
