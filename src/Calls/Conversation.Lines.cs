using TellerLine.Calls.Core;
using TellerLine.Desks;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>The agent's own lines: one, or the two of a telephone with a second call.</summary>
internal sealed partial class Conversation
{
    private readonly Dictionary<string, OwnLine> _own = [];

    /// <summary>Of the line at the ear.</summary>
    private volatile LineMeter? _meter;

    /// <summary>The telephone's second call that is being asked by, and how it is refused while it rings.</summary>
    private ILeg? _second;
    private int _secondStatus = 603;

    /// <summary>This telephone is the one the agent talks by.</summary>
    public bool IsBy(string user) => _agent.Kind == LegKind.Sip && _agent.User == user;

    /// <param name="by">The telephone's second call: whoever is consulted is spoken to by it.</param>
    public Task<string?> Consult(CallVerb.Consult asked, ILeg by) => Consult(asked, null, by);

    private async Task<string?> Consult(CallVerb.Consult asked, LegRefer? refer, ILeg? by) =>
        Consultations.Understood(asked, _desk.Agent) is not { } whom ? "badWhom"
            : await _all.Consultations.Refusal(whom, _desk.Agent, _contact.Id)
            ?? await Ask(new Happening(
                new TalkEvent.Consult(_all.Consultations.NewId(), whom.ThenTransfer, by?.Id), Verb: whom, Refer: refer,
                Second: by));

    /// <summary>The telephone's transfer names the other of its two calls here.</summary>
    private bool IsSecond(string leg) =>
        _talk is { Consulting: { By: { } by } } talk && (leg == by || leg == talk.Line.Id || leg == talk.Other?.Id);

    private OwnLine Own(ILeg leg)
    {
        _lines[leg.Id] = leg;
        if (!_own.TryGetValue(leg.Id, out var own))
            _own[leg.Id] = own = new OwnLine(
                leg, Watch(leg), on => Tell(new TalkEvent.PutAside(leg.Id, on)), OnReplaced);
        return own;
    }

    private async Task Attend(ILeg leg)
    {
        var meter = Own(leg).Meter ??= new LineMeter(_contact, leg, _desk.Agent, _all.Log);
        if (leg.Id == _agent.Id)
            _meter = meter;
        await _all.Handsets.Serve(leg, Do);
    }

    /// <summary>The agent may have gone to the other line, and a line may be the agent's no more.</summary>
    private async Task AtTheEar()
    {
        foreach (var line in _own.Keys.Where(line =>
            line != _talk.Line.Id && line != _talk.Other?.Id && line != _talk.Consulting?.By).ToList())
            Leave(line);
        if (_talk.Line.Id == _agent.Id || !_lines.TryGetValue(_talk.Line.Id, out var leg))
            return;
        _agent = leg;
        await Attend(leg);
    }

    private void LeaveAll()
    {
        foreach (var line in _own.Keys.ToList())
            Leave(line);
    }

    private void Leave(string line)
    {
        if (!_own.Remove(line, out var own))
            return;
        own.Dispose();
        _ = own.Meter?.Tell();
    }

    /// <summary>What is heard of one of the agent's lines.</summary>
    private sealed class OwnLine : IDisposable
    {
        private readonly ILeg _leg;
        private readonly Action<bool> _aside;
        private readonly Action<LegReplaced> _replaced;

        public OwnLine(ILeg leg, LineWatch watch, Action<bool> aside, Action<LegReplaced> replaced)
        {
            (_leg, Watch, _aside, _replaced) = (leg, watch, aside, replaced);
            leg.PutAside += aside;
            leg.Replaced += replaced;
        }

        public LineWatch Watch { get; }

        /// <summary>Null until it is talked by.</summary>
        public LineMeter? Meter { get; set; }

        public void Dispose()
        {
            Watch.Dispose();
            _leg.PutAside -= _aside;
            _leg.Replaced -= _replaced;
        }
    }
}
