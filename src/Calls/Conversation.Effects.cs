using TellerLine.Calls.Core;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>What <see cref="Talk"/> wants done, on lines, journal and router.</summary>
internal sealed partial class Conversation
{
    private readonly HashSet<string> _onMusic = [];
    private Consultation? _consultation;

    /// <returns>What came of it, for <see cref="Talk"/> to go on with.</returns>
    private async Task<TalkEvent?> Do(TalkEffect effect)
    {
        TellTelephone(effect);
        try
        {
            switch (effect)
            {
                case TalkEffect.Sound sound:
                    return await Sound(sound.Changed);
                case TalkEffect.Mute mute when mute.Line == _agent.Id:
                    await _agent.Mute(mute.On);
                    break;
                case TalkEffect.Mute mute:
                    await Unless(mute.Line, leg => leg.Mute(mute.On));
                    break;
                case TalkEffect.HangUpLine line:
                    await _lines[line.Line].Hangup(_secondStatus);
                    break;
                case TalkEffect.Doubt doubt:
                    _own[_agent.Id].Watch.Doubt(
                        _all.Time, TimeSpan.FromMilliseconds(_all.Voice.SilentMs), () => OnSilent(doubt.Line));
                    break;
                case TalkEffect.StartRejoin:
                    _rejoin.Start(() => Tell(new TalkEvent.TooLate()));
                    break;
                case TalkEffect.StopRejoin:
                    _rejoin.Stop();
                    break;
                case TalkEffect.CallConsult call when _verb is CallVerb.Consult asked:
                    Call(call.Id, asked);
                    break;
                case TalkEffect.ConsultOver over:
                    Note(over);
                    _secondStatus = StatusOf(over.Why).Status;
                    if (_consultation is { } consultation)
                    {
                        await _all.Recorder.StopApart(_contact, consultation);
                        await consultation.Over();
                    }
                    _consultation = null;
                    break;
                case TalkEffect.TakenOver:
                    _consultation = _taker!.Given;
                    _contact.Note(new ContactTakenOver(_desk.Agent, _taker.Given.Whom, _taker.Reason));
                    break;
                case TalkEffect.AskEntry when _verb is CallVerb.AskSecret asked:
                    AskSecret(asked.Secret);
                    break;
                case TalkEffect.EarTold told:
                    Listens(told.Ear, _ear!);
                    break;
                case TalkEffect.EarGone gone:
                    Left(gone.Who);
                    break;
                case TalkEffect.PinSpoken or TalkEffect.PinSpokenOver or TalkEffect.RecordingPaused
                    or TalkEffect.RecordingResumed:
                    await DoRecording(effect);
                    break;
                case TalkEffect.PlayMenu or TalkEffect.StopMenu or TalkEffect.GuideOver:
                    await DoGuide(effect);
                    break;
                case TalkEffect.StopEntry:
                    if (_keying is { } keying)
                        await keying.CancelAsync();
                    break;
                default:
                    await Say(effect);
                    break;
            }
        }
        catch (OperationCanceledException) when (
            !_contact.Customer.Gone.IsCancellationRequested && _agent.Gone.IsCancellationRequested)
        {
            return Gone(_agent);
        }
        return null;
    }

    /// <summary>
    /// Music begins before anybody is parted and ends after all are joined: between two states nobody hears whom
    /// neither of them lets hear.
    /// </summary>
    private async Task<TalkEvent> Sound(IReadOnlyList<TalkHearing> changed)
    {
        foreach (var hearing in changed.Where(hearing => hearing.Music && _onMusic.Add(hearing.Line)))
            await Unless(hearing.Line, leg => leg.Hold([_telephone.Music]));
        if (!_talk.Apart)
            await KeepApart();
        await _all.Exchange.Connect([
            .. changed.Where(hearing => _lines.ContainsKey(hearing.Line)).Select(hearing => new Hearing(
                _lines[hearing.Line], [.. hearing.Sources.Select(source => _lines[source])])),
        ]);
        await PlayBeside();
        TellSegment();
        foreach (var hearing in changed.Where(hearing => !hearing.Music && _onMusic.Remove(hearing.Line)))
            await Unless(hearing.Line, leg => leg.Resume());
        _contact.Customer.Gone.ThrowIfCancellationRequested();
        return _agent.Gone.IsCancellationRequested ? Gone(_agent) : new TalkEvent.Joined(_agent.Id);
    }

    /// <summary>Who has just taken the call over is heard before it is told.</summary>
    private Consultation? Consulted =>
        _taker is { Given: var taken } && taken.Id == _talk.Consulting?.Id ? taken : _consultation;

    private void TellSegment()
    {
        if (TalkSegment.Of(_talk, _desk.Agent, Consulted?.Whom ?? "") is { } segment)
            _contact.Note(segment);
    }

    /// <summary>A line that hung up in this instant is told of by its own watch.</summary>
    private async Task Unless(string line, Func<ILeg, Task> order)
    {
        var leg = _lines[line];
        try
        {
            await order(leg);
        }
        catch (OperationCanceledException) when (leg.Gone.IsCancellationRequested)
        {
        }
    }

    private void Call(string id, CallVerb.Consult asked)
    {
        var consultation = _all.Consultations.New(id, _contact, _desk.Agent, asked, Tell, _second);
        _consultation = consultation;
        _contact.Note(new ConsultationBegun(
            _desk.Agent, id, consultation.Kind, consultation.Whom, consultation.ThenTransfer));
        _ = consultation.Call();
    }

    private void AskSecret(string secret)
    {
        _keying?.Dispose();
        _keying = CancellationTokenSource.CreateLinkedTokenSource(_contact.Customer.Gone);
        _shownEntry = new DeskEntry(secret, 0, SecureEntry.Digits, null);
        _contact.Note(new SecureEntryBegun(_desk.Agent, secret));
        _keyed = Key(new SecureEntry(_contact, _telephone, _all.Pins, secret), _heard, _keying.Token);
    }

    /// <summary>What the journal and the router are told.</summary>
    private async Task Say(TalkEffect effect)
    {
        switch (effect)
        {
            case TalkEffect.Connected when !_given:
                await _contact.Acknowledge(new ContactConnected(
                    _desk.Agent, _agent.Id, _all.Time.NowUs() - _contact.WaitSinceUs!.Value));
                break;
            case TalkEffect.Held:
                await _all.Routing.Tell(new ConversationHeld(_contact.Id, _desk.Agent), CancellationToken.None);
                break;
            case TalkEffect.Resumed:
                await _all.Routing.Tell(new ConversationResumed(_contact.Id, _desk.Agent), CancellationToken.None);
                break;
            case TalkEffect.HandedOver when _consultation is { } consultation:
                GivenTo = consultation;
                await _all.Recorder.StopApart(_contact, consultation);
                consultation.Give();
                await _contact.Acknowledge(new ContactHandedOver(
                    _desk.Agent, consultation.Kind, consultation.Whom, consultation.Desk?.Agent,
                    consultation.Leg!.Id));
                break;
        }
        Note(effect);
    }

    private void Note(TalkEffect effect)
    {
        var agent = _desk.Agent;
        var whom = _consultation?.Whom ?? "";
        object? happened = effect switch
        {
            TalkEffect.Held => new ContactHeld(agent),
            TalkEffect.Resumed resumed => new ContactResumed(agent, resumed.HeldUs),
            TalkEffect.MuteTold { On: true } => new AgentMuted(agent),
            TalkEffect.MuteTold => new AgentUnmuted(agent),
            TalkEffect.Gone { Why: TalkAway.Moving } => new AgentAway(agent),
            TalkEffect.Gone gone => new AgentLost(agent, gone.Why == TalkAway.Silent ? "silent" : "hungUp"),
            TalkEffect.Back => new AgentBack(agent),
            TalkEffect.LostForGood lost => new AgentLost(agent, lost.Why),
            TalkEffect.ConsultBegan began => new ConsultationAnswered(
                agent, began.Id, whom, _consultation!.Leg!.Id),
            TalkEffect.ConsultOver over => new ConsultationOver(agent, over.Id, whom, over.Why),
            TalkEffect.ConferenceBegan began => new ConferenceBegun(agent, began.Id, whom),
            TalkEffect.SentAway { To: TalkEnd.SentToQueue } =>
                new ContactSentToQueue(agent, _contact.Queue),
            TalkEffect.SentAway { To: TalkEnd.SentToMenu } => new ContactSentToMenu(agent),
            _ => null,
        };
        if (happened is not null)
            _contact.Note(happened);
    }

    private async Task Quietly(TalkEffect effect)
    {
        try
        {
            await Do(effect);
        }
        catch (Exception fault)
        {
            if (fault is not OperationCanceledException || !_contact.Customer.Gone.IsCancellationRequested)
                NotDone(_all.Log, _contact.Id, effect.GetType().Name, fault);
        }
    }
}
