using TellerLine.Calls.Core;

namespace TellerLine.Rules.Calls;

/// <summary>
/// Random histories of a conversation on lines that live, fall silent, die and are opened anew; what must always be
/// true is looked at after each.
/// </summary>
public sealed class TalkHistoriesTests
{
    [Fact]
    public void nobody_is_left_with_nobody_whatever_happens()
    {
        for (var seed = 0; seed < 3_000; seed++)
            new History(seed).Play(60);
    }

    /// <summary>The exchange as the effects leave it.</summary>
    private sealed class History
    {
        private readonly Random _random;
        private readonly int _seed;
        private readonly List<string> _story = [];
        private readonly Dictionary<string, (bool Alive, bool Sounds, bool Muted)> _lines = [];
        private Talk _talk;
        private long _nowUs;
        private int _opened = 1;
        private int _openHolds;
        private bool _rejoins;
        private bool _away;
        private string? _bridged;
        private bool _music;
        private bool _customerThere = true;
        private bool _lost;

        public History(int seed)
        {
            (_seed, _random) = (seed, new Random(seed));
            var line = new TalkLine("l1", MayReturn: _random.Next(4) != 0);
            _lines[line.Id] = (true, _random.Next(5) != 0 || !line.MayReturn, false);
            _talk = new Talk(line);
        }

        public void Play(int steps)
        {
            Happens(new TalkEvent.Begun(_lines["l1"].Sounds));
            Check();
            for (var i = 0; i < steps && _talk.End is null; i++)
            {
                Step();
                Check();
            }
            if (_talk.End is null)
                Leave();
            Check();
        }

        private void Step()
        {
            var line = _talk.Line.Id;
            switch (_random.Next(14))
            {
                case 0: Happens(new TalkEvent.Hold()); break;
                case 1: Happens(new TalkEvent.Resume()); break;
                case 2: Happens(new TalkEvent.Mute(_random.Next(2) == 0)); break;
                case 3 when _random.Next(6) == 0: Happens(new TalkEvent.HangUp()); break;
                case 4 or 5 when _talk.Line.MayReturn && _lines[line].Alive:
                    _lines[line] = _lines[line] with { Sounds = false };
                    Happens(new TalkEvent.Silent(line, _random.Next(2) == 0));
                    break;
                case 6 or 7 when _lines[line].Alive:
                    _lines[line] = _lines[line] with { Sounds = true };
                    Happens(new TalkEvent.Heard(line));
                    break;
                case 8 or 9 when _talk.Line.MayReturn:
                    var next = new TalkLine($"l{++_opened}", true);
                    _lines[next.Id] = (true, _random.Next(2) == 0, false);
                    Happens(new TalkEvent.NewLine(next, _lines[next.Id].Sounds));
                    // A line not heard is looked at in a while.
                    if (!_lines[next.Id].Sounds)
                        Happens(new TalkEvent.Silent(next.Id, false));
                    break;
                case 10 when _lines[line].Alive:
                    _lines[line] = (false, false, _lines[line].Muted);
                    Happens(new TalkEvent.LineGone(line, _random.Next(2) == 0, _random.Next(2) == 0));
                    break;
                case 11 when _rejoins && _random.Next(3) == 0: Happens(new TalkEvent.TooLate()); break;
                case 12 when _random.Next(10) == 0: Leave(); break;
                case 13:
                    // What is told of a line of before.
                    var old = $"l{_random.Next(1, _opened + 1)}";
                    if (old != line)
                        Happens(new TalkEvent.Silent(old, false));
                    break;
            }
        }

        private void Leave()
        {
            (_customerThere, _bridged, _music) = (false, null, false);
            Happens(new TalkEvent.CustomerGone(_random.Next(5) == 0));
        }

        private void Happens(TalkEvent happened)
        {
            _story.Add(happened.ToString());
            var pending = new Queue<TalkEvent>([happened]);
            while (pending.TryDequeue(out var one))
            {
                (_talk, var effects) = _talk.Apply(one, _nowUs += 1_000);
                foreach (var effect in effects)
                {
                    _story.Add("  " + effect);
                    if (Do(effect) is { } answer)
                        pending.Enqueue(answer);
                }
            }
        }

        private TalkEvent? Do(TalkEffect effect)
        {
            switch (effect)
            {
                case TalkEffect.Bridge bridge when !_lines[bridge.Line].Alive:
                    return new TalkEvent.LineGone(bridge.Line, false, false);
                case TalkEffect.Bridge bridge:
                    (_bridged, _music) = (bridge.Line, false);
                    return new TalkEvent.Bridged(bridge.Line);
                case TalkEffect.Unbridge:
                    (_bridged, _music) = (null, false);
                    break;
                case TalkEffect.Music:
                    _music = true;
                    break;
                case TalkEffect.Resume:
                    _music = false;
                    break;
                case TalkEffect.Mute mute:
                    _lines[mute.Line] = _lines[mute.Line] with { Muted = mute.On };
                    break;
                case TalkEffect.HangUpLine line:
                    _lines[line.Line] = _lines[line.Line] with { Alive = false };
                    break;
                case TalkEffect.StartRejoin:
                    _rejoins = true;
                    break;
                case TalkEffect.StopRejoin:
                    _rejoins = false;
                    break;
                case TalkEffect.Held:
                    Must(++_openHolds == 1, "One hold at a time.");
                    break;
                case TalkEffect.Resumed:
                    Must(--_openHolds == 0, "A resumption ends a hold.");
                    break;
                case TalkEffect.Gone:
                    Must(!_away, "Away is told once.");
                    _away = true;
                    break;
                case TalkEffect.Back:
                    Must(_away, "Only who was away is back.");
                    _away = false;
                    break;
                case TalkEffect.LostForGood:
                    Must(!_lost, "Lost once.");
                    _lost = true;
                    break;
            }
            return null;
        }

        private void Check()
        {
            var line = _lines[_talk.Line.Id];
            if (_talk.End is not null)
            {
                Must(!_rejoins, "No timer runs after the end.");
                Must(_openHolds == 0, "Every hold has its resumption.");
                Must(!line.Muted || !line.Alive, "The microphone is free after the end.");
                Must(_bridged is null, "Nobody is joined after the end.");
                Must(_talk.Line.MayReturn || !line.Alive, "A telephone that was dialled is hung up.");
                Must(_lost == (_talk.End == TalkEnd.AgentLost), "An agent lost is told.");
                return;
            }
            Must(_customerThere, "A customer who is gone ends it.");
            Must(_music
                || (_bridged == _talk.Line.Id && line is { Alive: true, Sounds: true }),
                "The customer hears the agent or music.");
            Must(_talk.Away == _rejoins, "Whoever is away has a time to come back.");
            Must(_talk.HeldUs is null == (_openHolds == 0), "The story tells the holds.");
            Must(_talk.Muted == line.Muted || _talk.Away, "A muted agent is muted on the line of now.");
        }

        private void Must(bool holds, string rule)
        {
            if (!holds)
                Assert.Fail($"{rule} (seed {_seed})\n{string.Join('\n', _story.TakeLast(30))}");
        }
    }
}
