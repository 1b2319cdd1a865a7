namespace TellerLine.Calls.Core;

/// <summary>What of the conversation is not to be kept: a secret said aloud, and what the agent pauses for.</summary>
internal sealed partial record Talk
{
    private (Talk Next, IReadOnlyList<TalkEffect> Told) DecideRecording(TalkEvent happened, long nowUs) =>
        happened switch
        {
            TalkEvent.PinSpoken when Spoken is null => (this with { Spoken = nowUs }, [new TalkEffect.PinSpoken()]),
            TalkEvent.PinSpokenOver over => (this with { Spoken = null }, [new TalkEffect.PinSpokenOver(over.Why)]),
            TalkEvent.PauseRecording when Paused is null => (
                this with { Paused = nowUs }, [new TalkEffect.RecordingPaused()]),
            TalkEvent.ResumeRecording resumed => (
                this with { Paused = null }, [new TalkEffect.RecordingResumed(resumed.Why)]),
            _ => (this, []),
        };

    /// <summary>A conversation's end ends both.</summary>
    private IEnumerable<TalkEffect> RecordingOver()
    {
        if (Spoken is not null)
            yield return new TalkEffect.PinSpokenOver("ended");
        if (Paused is not null)
            yield return new TalkEffect.RecordingResumed("ended");
    }
}
