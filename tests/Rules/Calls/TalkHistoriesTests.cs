using TellerLine.Calls.Core;

namespace TellerLine.Rules.Calls;

/// <summary>
/// Random histories of a conversation on lines that live, fall silent, die and are opened anew, with consultations,
/// conferences, secrets and ears; what must always be true is looked at after each, on an exchange that knows only the
/// orders it was given.
/// </summary>
public sealed partial class TalkHistoriesTests
{
    [Fact]
    public void nobody_is_left_with_nobody_whatever_happens()
    {
        for (var seed = 0; seed < 3_000; seed++)
            new History(seed).Play(60);
    }

    /// <summary>The exchange as the effects leave it.</summary>
    private sealed partial class History
    {
        private const string Customer = Talk.Customer;
        private static readonly TalkEnd[] SentAway = [TalkEnd.SentToQueue, TalkEnd.SentToMenu, TalkEnd.Parked];
        private readonly Random _random;
        private readonly int _seed;
        private readonly List<string> _story = [];
        private readonly Dictionary<string, (bool Alive, bool Sounds, bool Muted)> _lines = [];
        private readonly Dictionary<string, string[]> _hears = [];
        private readonly HashSet<string> _music = [];
        private readonly HashSet<string> _ears = [];
        private Talk _talk;
        private long _nowUs;
        private int _opened = 1;
        private int _consulted;
        private int _openHolds;
        private string? _consult;
        private bool _entry;
        private bool _rejoins;
        private bool _away;
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
            CheckSegments();
        }

        private void Step()
        {
            var line = _talk.Line.Id;
            switch (_random.Next(41))
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
                case 14: Happens(new TalkEvent.Consult($"q{++_consulted}", _random.Next(5) == 0)); break;
                case 32 when !_talk.Line.MayReturn && _talk.Consulting is null:
                    var second = $"l{++_opened}";
                    _lines[second] = (true, true, false);
                    Happens(new TalkEvent.Consult($"q{++_consulted}", false, second));
                    // One that is refused is refused at the telephone, too.
                    _lines[second] = (_talk.Consulting is not null, true, false);
                    break;
                case 33 or 34 when !_talk.Line.MayReturn:
                    Happens(new TalkEvent.PutAside(
                        _random.Next(2) == 0 ? line : _talk.Other?.Id ?? line, _random.Next(2) == 0));
                    break;
                case 35 when (_talk.Other?.Id ?? _talk.Consulting?.By) is { } own && _random.Next(4) == 0:
                    _lines[own] = (false, false, false);
                    Happens(new TalkEvent.LineGone(own, _random.Next(3) != 0, false));
                    break;
                case 15 or 16 when _consult is { } called:
                    // Now and then the answer to a call that was given up.
                    var id = _random.Next(6) == 0 ? $"q{_consulted - 1}" : called;
                    var theirs = new TalkLine($"x{id}", false);
                    _lines[theirs.Id] = (true, true, false);
                    Happens(new TalkEvent.ConsultAnswered(id, theirs));
                    break;
                case 17 when _consult is { } lost && _random.Next(3) == 0:
                    if (_talk.Consulting?.Line is { } gone)
                        _lines[gone.Id] = (false, false, false);
                    Happens(new TalkEvent.ConsultLost(lost, "hungUp"));
                    break;
                case 18 when _random.Next(3) == 0: Happens(new TalkEvent.DropConsult()); break;
                case 19: Happens(new TalkEvent.Conference()); break;
                case 20 when _random.Next(6) == 0: Happens(new TalkEvent.Transfer()); break;
                case 21 when _random.Next(8) == 0: Happens(new TalkEvent.SendAway(SentAway[_random.Next(3)])); break;
                case 27 when _random.Next(6) == 0:
                    Happens(new TalkEvent.TakeOver($"e{_random.Next(3)}", $"q{++_consulted}"));
                    break;
                case 22: Happens(new TalkEvent.Entry()); break;
                case 23 when _entry:
                    _entry = false;
                    Happens(new TalkEvent.EntryOver());
                    break;
                case 24:
                    var who = $"e{_random.Next(3)}";
                    var mode = (EarMode)_random.Next(3);
                    Happens(new TalkEvent.EarIn(new TalkEar(who, who, mode)));
                    break;
                case 31: Happens(new TalkEvent.PinSpoken()); break;
                case 28: Happens(new TalkEvent.PinSpokenOver("released")); break;
                case 29: Happens(new TalkEvent.PauseRecording()); break;
                case 30: Happens(new TalkEvent.ResumeRecording("resumed")); break;
                case 36 or 37: Happens(new TalkEvent.Guide()); break;
                case 38 when _random.Next(3) == 0: Happens(new TalkEvent.StopGuide()); break;
                case 39: Happens(new TalkEvent.GuideSecret(_random.Next(2) == 0)); break;
                case 40 when _random.Next(2) == 0: Happens(new TalkEvent.GuideOver("done")); break;
                case 26: Happens(new TalkEvent.StopEntry()); break;
                case 25 when _ears.Count > 0: Happens(new TalkEvent.EarOut(_ears.First())); break;
            }
        }

        private void Leave()
        {
            _customerThere = false;
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
                case TalkEffect.Sound sound:
                    foreach (var hearing in sound.Changed)
                    {
                        _hears[hearing.Line] = [.. hearing.Sources];
                        if (hearing.Music)
                            _music.Add(hearing.Line);
                        else
                            _music.Remove(hearing.Line);
                    }
                    var agent = _talk.Line.Id;
                    TellSegment();
                    return _lines[agent].Alive ? new TalkEvent.Joined(agent)
                        : new TalkEvent.LineGone(agent, false, false);
                case TalkEffect.CallConsult call:
                    Must(_consult is null, "One consultation at a time.");
                    _consult = call.Id;
                    break;
                case TalkEffect.ConsultOver over:
                    Must(_consult == over.Id, "Only a consultation that runs ends.");
                    _consult = null;
                    break;
                case TalkEffect.TakenOver taken:
                    Must(_consult is null, "Whom the agent asked is let go first.");
                    _consult = taken.Id;
                    break;
                case TalkEffect.HandedOver over:
                    Must(_consult == over.Id, "The customer is given to the one consulted.");
                    _consult = null;
                    break;
                case TalkEffect.AskEntry:
                    Must(!_entry, "One secret at a time.");
                    _entry = true;
                    break;
                case TalkEffect.StopEntry:
                    Must(_entry, "Only a secret that is asked for is stopped.");
                    _entry = _talk.End is null;
                    break;
                case TalkEffect.EarTold ear:
                    _ears.Add(ear.Ear.Who);
                    break;
                case TalkEffect.EarGone ear:
                    Must(_ears.Remove(ear.Who), "Only who listens leaves.");
                    break;
                case TalkEffect.Mute mute:
                    _lines[mute.Line] = _lines[mute.Line] with { Muted = mute.On };
                    break;
                case TalkEffect.HangUpLine line:
                    _lines[line.Line] = _lines[line.Line] with { Alive = false };
                    break;
                case TalkEffect.PlayMenu or TalkEffect.StopMenu or TalkEffect.GuideOver:
                    Guide(effect);
                    break;
                case TalkEffect.PinSpoken or TalkEffect.PinSpokenOver or TalkEffect.RecordingPaused
                    or TalkEffect.RecordingResumed:
                    Withhold(effect);
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
                CheckEnd(line);
                return;
            }
            Must(_customerThere, "A customer who is gone ends it.");
            CheckSound(line);
            var hungUp = _talk is { Away: true, Line.MayReturn: false, Consulting: { Line: null, ThenTransfer: true } };
            Must(_talk.Away == (_rejoins || hungUp),
                "Whoever is away has a time to come back, or hung up while the transfer rings.");
            Must(_talk.HeldUs is null == (_openHolds == 0), "The story tells the holds.");
            Must(_talk.Muted == line.Muted || _talk.Away, "A muted agent is muted on the line of now.");
            Must((_talk.Consulting is null) == (_consult is null), "The story tells the consultations.");
            Must(_guided == (_talk.Guiding is not null), "The story tells the guidance, to its end.");
            CheckWithheld();
        }

        private void CheckEnd((bool Alive, bool Sounds, bool Muted) line)
        {
            Must(!_rejoins, "No timer runs after the end.");
            Must(_openHolds == 0, "Every hold has its resumption.");
            Must(_consult is null, "Every consultation has its end.");
            Must(!_entry, "No secret is asked for after the end.");
            Must(_ears.Count == 0, "Nobody listens after the end.");
            CheckWithheld();
            Must(!line.Muted || !line.Alive, "The microphone is free after the end.");
            Must(Hears(_talk.Line.Id).Length == 0 && HeardBy(_talk.Line.Id).Length == 0,
                "The agent hears nobody and is heard by nobody after the end.");
            var theirs = _talk.End == TalkEnd.HandedOver ? _talk.Consulting!.Line!.Id : null;
            Must(Hears(Customer).SequenceEqual(theirs is null ? [] : [theirs]),
                "After the end the customer hears the one the call was given to, or nobody.");
            Must(HeardBy(Customer).SequenceEqual(theirs is null ? [] : [theirs]), "And is heard by that one alone.");
            Must(_music.Count == 0, "What is heard after the end is another's to say.");
            Must(_talk.Line.MayReturn || !line.Alive, "A telephone that was dialled is hung up.");
            if (!_talk.Line.MayReturn)
                Must(_lines.All(one => one.Key[0] != 'l' || !one.Value.Alive), "And so is its second call.");
            Must(_lost == (_talk.End == TalkEnd.AgentLost) || (_lost && _talk.End == TalkEnd.LeftInMenu),
                "An agent lost is told.");
            Must(!_guided, "No guidance is left after the end.");
        }

        private void CheckSound((bool Alive, bool Sounds, bool Muted) line)
        {
            var agent = _talk.Line.Id;
            if (_entry)
                Must(Hears(Customer).Length == 0 && !_music.Contains(Customer) && HeardBy(Customer).Length == 0,
                    "Who keys a secret hears its questions and is heard by nobody.");
            else if (_talk.Guiding is not null)
                CheckGuided();
            else if (_talk.HeldUs is not null)
                Must(_music.Contains(Customer) && HeardBy(Customer).Length == 0, "Who is held has music and privacy.");
            else
                Must(_music.Contains(Customer) != (Hears(Customer).Length > 0), "The customer hears somebody or music.");
            Must(!Hears(Customer).Contains(agent) || line is { Alive: true, Sounds: true },
                "Nobody is left with a line that says nothing.");
            foreach (var (listener, sources) in _hears)
                Must(!sources.Contains(listener), "Nobody hears himself.");
            Must(!_talk.Line.Aside || (Hears(agent).Length == 0 && HeardBy(agent).Length == 0),
                "Whom the telephone holds neither hears nor is heard by it.");
            if (_talk.Other is { Id: var rests })
                Must(Hears(rests).Length == 0 && HeardBy(rests).Length == 0, "A line at rest is nobody's.");
            foreach (var (own, state) in _lines.Where(one => one.Key[0] == 'l'))
                Must(!state.Alive || own == agent || own == _talk.Other?.Id || own == _talk.Consulting?.By
                    || _talk.Line.MayReturn, "A call of the telephone that is no part of it is hung up.");
            if (_talk.Consulting is { Line: { } theirs, Stage: not ConsultStage.Joined })
                Must(!Hears(Customer).Contains(theirs.Id) && !HeardBy(Customer).Contains(theirs.Id),
                    "Consulted and customer hear each other in a conference only.");
            foreach (var ear in _talk.Ears)
            {
                var by = HeardBy(ear.Line);
                Must(ear.Mode switch
                {
                    EarMode.Listen => by.Length == 0,
                    EarMode.Whisper => by.All(listener => listener == agent),
                    _ => true,
                }, "Who listens is heard by nobody, who whispers by the agent alone.");
            }
            foreach (var (left, sources) in _hears.Where(pair => !IsIn(pair.Key)))
                Must(sources.Length == 0 && !_music.Contains(left) && HeardBy(left).Length == 0,
                    "A line that left hears nobody and is heard by nobody.");
        }

        private string[] Hears(string line) => _hears.GetValueOrDefault(line, []);

        private string[] HeardBy(string line) => [
            .. _hears.Where(pair => pair.Value.Contains(line)).Select(pair => pair.Key)];

        private bool IsIn(string line) => line == Customer || line == _talk.Line.Id || _ears.Contains(line)
            || line == _talk.Consulting?.Line?.Id;

        private void Must(bool holds, string rule)
        {
            if (!holds)
                Assert.Fail($"{rule} (seed {_seed})\n{string.Join('\n', _story.TakeLast(30))}");
        }
    }
}
