using TellerLine.Calls.Core;

namespace TellerLine.Rules.Calls;

/// <summary>In the same histories: the customer in the menu with the agent.</summary>
public sealed partial class TalkHistoriesTests
{
    private sealed partial class History
    {
        private bool _guided;

        private void Guide(TalkEffect effect)
        {
            switch (effect)
            {
                case TalkEffect.PlayMenu:
                    Must(!_guided, "One menu at a time.");
                    Must(_talk is { ConnectedUs: not null, Away: false, HeldUs: null, Consulting: null, Entry: null },
                        "A menu is played to one who is talked to.");
                    _guided = true;
                    break;
                case TalkEffect.StopMenu:
                    Must(_guided, "Only a menu that plays is stopped.");
                    break;
                case TalkEffect.GuideOver over:
                    Must(_guided, "Only what has begun is over.");
                    Must((over.Why == "alone") == (_talk.End == TalkEnd.LeftInMenu), "Who is left alone is left in it.");
                    _guided = false;
                    break;
            }
        }

        private void CheckGuided()
        {
            var agent = _talk.Line.Id;
            Must(!_music.Contains(Customer), "Who is guided hears the menu, not music.");
            Must(_talk is { HeldUs: null, Consulting: null, End: null }, "Who is guided is neither held nor consulted of.");
            if (_talk.Entry is not null)
            {
                Must(Hears(Customer).Length == 0 && HeardBy(Customer).Length == 0, "A menu's secret is heard by nobody.");
                Must(TalkSound.Beside(_talk)!.Count == 0, "Nor is its question.");
                return;
            }
            Must(Hears(Customer).Contains(agent) == HeardBy(Customer).Contains(agent)
                || !Hears(Customer).Contains(agent), "The agent who is heard hears.");
            Must(TalkSound.Beside(_talk)!.Order(StringComparer.Ordinal).SequenceEqual(
                HeardBy(Customer).Order(StringComparer.Ordinal)), "Whoever hears the customer hears the menu.");
        }
    }
}
