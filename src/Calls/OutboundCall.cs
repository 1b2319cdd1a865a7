using Microsoft.Extensions.Logging;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>
/// A call that an agent makes, from the dialling to its end. Until it is answered it is in hand itself and shows how it
/// comes on; the agent hears what the called side sends, else a ringing tone. It ends in exactly one of two ways:
/// nobody was reached, or it has become a conversation.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design", "CA1001", Justification = "A source without a timer, whose handle nobody asks for, holds nothing.")]
internal sealed partial class OutboundCall : IDialInHand, IProgress<DialProgress>
{
    private readonly OutboundCalls _all;
    private readonly Desk _desk;
    private readonly OutboundNumber _number;
    private readonly CustomerCard? _card;

    /// <summary>The agent's telephone, when it was that which dialled.</summary>
    private readonly ILeg? _dialledBy;
    private readonly AgentPhone _phone;
    private readonly CancellationTokenSource _givenUp = new();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly HashSet<string> _told = [];
    private readonly long _beganUs;

    /// <summary>The agent's telephone as it is now.</summary>
    private ILeg? _line;
    private CancellationTokenRegistration _lineGone;

    /// <summary>What the called side sends before it answers.</summary>
    private ILeg? _early;
    private volatile bool _reached;
    private bool _agentLost;

    public OutboundCall(
        OutboundCalls all, ContactRecord record, Desk desk, OutboundNumber number, CustomerCard? card,
        string? callsBack, ILeg? dialledBy)
    {
        (_all, Record, _desk, _number, _card, _dialledBy) = (all, record, desk, number, card, dialledBy);
        _phone = all.Phones.Of(desk.Agent);
        _beganUs = all.Time.NowUs();
        Dial = all.Shown(record.Id, number, card, callsBack);
    }

    public ContactRecord Record { get; }

    public DeskCaller Caller => CallerView.OfCalled(_card, _number);

    public DeskDial Dial { get; private set; }

    public DeskCall? View => null;

    public Task WhenSettled => _settled.Task;

    /// <summary>Never fails.</summary>
    public async Task Run()
    {
        try
        {
            if (await Reach() is { } customer)
                await Talk(customer);
        }
        catch (OperationCanceledException) when (_givenUp.IsCancellationRequested)
        {
            await Quietly(() => NotReached(_agentLost ? "agentLost" : "cancelled", 0));
        }
        catch (Exception fault)
        {
            Broke(_all.Log, Record.Id, fault);
            await Quietly(() => NotReached("failed", 0));
        }
        _settled.TrySetResult();
    }

    /// <summary>The agent may give up; everything else needs a conversation.</summary>
    public async Task<string?> Do(CallVerb verb)
    {
        if (verb is not CallVerb.End)
            return "noCall";
        await GiveUp(lost: false);
        return null;
    }

    /// <summary>How it comes on; must not wait.</summary>
    public void Report(DialProgress value)
    {
        var stage = value switch
        {
            DialProgress.Ringing => "ringing",
            DialProgress.EarlyMedia => "earlyMedia",
            DialProgress.Queued => "queued",
            DialProgress.Forwarded => "forwarded",
            _ => null,
        };
        if (stage is null)
            return;
        lock (_gate)
        {
            if (_reached || !_told.Add(stage))
                return;
            // What is heard says more than that it rings.
            if (_early is null || stage != "ringing")
                Dial = Dial with { Stage = stage };
            if (value is DialProgress.EarlyMedia early)
                _early = early.Leg;
        }
        if (value is DialProgress.EarlyMedia { Leg: var leg })
            _ = ListenTo(leg, sound => HeardEarly(leg, sound));
        Record.Note(new DialProgressed(_desk.Agent, stage));
        _ = Sound();
        _desk.Changed();
    }

    /// <returns>The called one's line; null when nobody answered, and all is settled.</returns>
    private async Task<ILeg?> Reach()
    {
        if (!await HasLine())
        {
            await NotReached("phoneNotAnswered", 0);
            return null;
        }
        var dialled = await _all.Exchange.Dial(_all.Request(_number, this), _givenUp.Token);
        if (dialled is not Dialled.Answered { Leg: var customer })
        {
            await NotReached(Why(dialled), dialled is Dialled.NotAnswered { Status: var status } ? status : 0);
            return null;
        }
        lock (_gate)
            _reached = !_givenUp.IsCancellationRequested;
        if (_reached)
            return customer;
        await Quietly(() => customer.Hangup());
        throw new OperationCanceledException(_givenUp.Token);
    }

    private string Why(Dialled dialled) => dialled is not Dialled.NotAnswered lost ? "failed" : lost.Reason switch
    {
        // The network said it in tones, and then only that nobody answered.
        NotAnsweredReason.NoAnswer or NotAnsweredReason.Failed when WhyBy(Dial.Heard) is { } tone => tone,
        NotAnsweredReason.Busy => "busy",
        NotAnsweredReason.NoAnswer => "noAnswer",
        NotAnsweredReason.Declined => "declined",
        NotAnsweredReason.NotReachable when !_all.HasWayTo(_number.Dialled) => "noTrunk",
        NotAnsweredReason.NotReachable or NotAnsweredReason.Moved => "unreachable",
        _ => "failed",
    };

    /// <summary>The browser's line is there; a SIP phone rings first, and is picked up or not.</summary>
    private async Task<bool> HasLine()
    {
        if (_dialledBy is { } line)
        {
            Watch(line);
            await line.Answer();
            return true;
        }
        if (_phone.Kind == "sip")
        {
            Dial = Dial with { Stage = "phone" };
            _desk.Changed();
            if (await _all.Phones.Ring(_desk.Agent, Caller, _all.From, _all.RingsAgent, _givenUp.Token)
                != PhoneAnswer.PickedUp)
                return false;
            Dial = Dial with { Stage = "dialling" };
            _desk.Changed();
        }
        if (_phone.TakeLine() is not { } taken)
            return false;
        _phone.NewBrowser += Follow;
        Watch(taken);
        if (taken.Kind == LegKind.Browser && _phone.Browser is { } now && now != taken)
            Watch(now);
        return true;
    }

    /// <summary>The page was reloaded: the call goes on by its new line.</summary>
    private void Follow(ILeg line)
    {
        if (_line?.Kind != LegKind.Browser)
            return;
        Watch(line);
        _ = Sound();
    }

    private void Watch(ILeg line)
    {
        _lineGone.Dispose();
        _line = line;
        _lineGone = line.Gone.Register(() =>
        {
            if (_line == line && (line.Kind != LegKind.Browser || _phone.Browser == line))
                _ = GiveUp(lost: line.Kind == LegKind.Browser || line.End?.By != LegEndBy.Remote);
        });
    }

    /// <param name="lost">Not by the agent's wish.</param>
    private Task GiveUp(bool lost)
    {
        lock (_gate)
            _agentLost = lost && !_givenUp.IsCancellationRequested;
        return _givenUp.CancelAsync();
    }

    /// <summary>What the called side sends is heard as it comes; where it sends nothing, a ringing tone.</summary>
    private async Task Sound()
    {
        try
        {
            if (_line is not { } line)
                return;
            var (early, rings) = Heard();
            if (early is not null)
                await _all.Exchange.Connect([new Hearing(line, [early])]);
            else if (rings)
                await line.Play(
                    new PlayRequest([_all.Prompts.Now().Music(Tones.Ringing)], Loop: true), _givenUp.Token);
        }
        catch (OperationCanceledException)
        {
            // One of the two is gone, and is told of by its own watch.
        }
        catch (Exception fault)
        {
            // A tone that went missing: the desk shows that it rings.
            NotHeard(_all.Log, Record.Id, fault);
        }
    }

    private (ILeg? Early, bool Rings) Heard()
    {
        lock (_gate)
            return (_early, _told.Contains("ringing"));
    }

    private async Task Talk(ILeg customer)
    {
        try
        {
            await Story(customer);
        }
        finally
        {
            // As a rule it is gone; whatever broke, nobody is left on the line.
            await Quietly(() => customer.Hangup());
        }
    }

    private async Task Story(ILeg customer)
    {
        var contact = new LiveContact(Record, customer, _number.E164, _number.Dialled, _beganUs);
        if (_card is not null)
            contact.Identify(new Identification(_card, IdentificationLevel.Number));
        if (_line is { } line)
            await Quietly(line.StopPlay);
        Dial = Dial with { Stage = "answered", Heard = null };
        _desk.Changed();
        _ = ListenTo(customer, sound => HeardAfterwards(contact, sound));
        await _all.Stories.RunDialled(contact, _desk, LineNow, () => _settled.TrySetResult(), _givenUp.Token);
        await LetGo();
        if (_desk.Has(this))
            await _all.Hands.Over(_desk, this, WorkEnd.Nothing);
    }

    /// <summary>Asked once, when the conversation begins: from there on it watches the line itself.</summary>
    private ILeg? LineNow()
    {
        _phone.NewBrowser -= Follow;
        _lineGone.Dispose();
        return _line;
    }

    private async Task NotReached(string why, int status)
    {
        try
        {
            await LetGo();
            Record.Note(new DialNotAnswered(_desk.Agent, why, status));
            await Record.End(
                why is "cancelled" or "agentLost" or "phoneNotAnswered" ? "agent"
                : why is "busy" or "noAnswer" or "declined" ? "customer" : "network", 0);
            await Record.Over();
        }
        finally
        {
            await _all.Hands.Over(_desk, this, why == "agentLost" ? WorkEnd.AgentAway : WorkEnd.Nothing);
            _desk.Dialled(Dial with { Stage = "over", Why = why });
        }
    }

    /// <summary>Nothing sounds on the agent's line any more; a telephone is put down.</summary>
    private async Task LetGo()
    {
        _phone.NewBrowser -= Follow;
        _lineGone.Dispose();
        if (_line is not { } line)
            return;
        if (line.Kind != LegKind.Browser)
            await Quietly(() => line.Hangup());
        else if (!_reached)
        {
            await Quietly(line.StopPlay);
            await Quietly(() => _all.Exchange.Connect([new Hearing(line, [])]));
        }
    }

    private async Task Quietly(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception fault)
        {
            Broke(_all.Log, Record.Id, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The call out of contact {Contact} broke")]
    private static partial void Broke(ILogger log, string contact, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The agent does not hear how the call of contact {Contact} goes")]
    private static partial void NotHeard(ILogger log, string contact, Exception fault);
}
