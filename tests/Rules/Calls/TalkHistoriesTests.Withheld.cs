using TellerLine.Calls.Core;

namespace TellerLine.Rules.Calls;

/// <summary>In the same histories: what is said aloud and must not be heard or kept.</summary>
public sealed partial class TalkHistoriesTests
{
    private sealed partial class History
    {
        private bool _spoken;
        private bool _paused;

        private void Withhold(TalkEffect effect)
        {
            switch (effect)
            {
                case TalkEffect.PinSpoken:
                    Must(!_spoken, "One mark at a time.");
                    _spoken = true;
                    break;
                case TalkEffect.PinSpokenOver:
                    Must(_spoken, "Only what was marked is released.");
                    _spoken = false;
                    break;
                case TalkEffect.RecordingPaused:
                    Must(!_paused, "One pause at a time.");
                    _paused = true;
                    break;
                case TalkEffect.RecordingResumed:
                    Must(_paused, "Only what was paused goes on.");
                    _paused = false;
                    break;
            }
        }

        private void CheckWithheld()
        {
            Must(_spoken == (_talk.Spoken is not null), "The story tells what was marked, to its end.");
            Must(_paused == (_talk.Paused is not null), "The story tells what was paused, to its end.");
            if (_talk is { Apart: true, Consulting.Line: { } consulted })
                Must(!HeardBy(Customer).Contains(consulted.Id) && !Hears(Customer).Contains(consulted.Id)
                    && !HeardBy(Customer).Contains(_talk.Line.Id) && !Hears(Customer).Contains(_talk.Line.Id),
                    "What is recorded apart is nothing of the customer's.");
            else if (_talk is { End: null, Consulting.Line: { } theirs } && HeardBy(theirs.Id).Contains(_talk.Line.Id))
                Must(HeardBy(theirs.Id).Contains(Customer), "What the customer does not hear is recorded apart.");
            if (!_spoken)
                return;
            var agent = _talk.Line.Id;
            Must(HeardBy(Customer).All(line => line == agent), "A secret said aloud is heard by the agent alone.");
            Must(HeardBy(agent).All(line => line == Customer), "And so is the agent, who may repeat it.");
        }
    }
}
