using TellerLine.Calls.Core;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>A conversation that outlives the process it began in.</summary>
internal sealed partial class Conversation
{
    private KeptTalk? _kept;

    /// <summary>It began in the process before this one, and the two have talked on.</summary>
    /// <param name="consulted">The line of whom the agent consults, or null when there is none any more.</param>
    /// <param name="consultedDesk">And the desk, when that is an agent.</param>
    /// <param name="other">The agent's other line, when the telephone has two calls.</param>
    public void GoesOn(KeptTalk kept, ILeg? consulted, Desk? consultedDesk, ILeg? other)
    {
        _kept = kept;
        if (other is not null)
            _ = Attend(other);
        if (kept.Consult is not { } consult || consulted is null)
            return;
        _lines[consulted.Id] = consulted;
        _consultation = _all.Consultations.New(
            consult.Id, _contact, _desk.Agent, new CallVerb.Consult(consult.Kind, consult.Whom, consult.ThenTransfer),
            Tell);
        _consultation.GoesOn(consulted, consultedDesk, consult.BeganUs, consult.RecordingId);
    }

    /// <summary>How it stands, for the next process.</summary>
    private void Keep() => _contact.Stands(
        _talk is { End: null, ConnectedUs: { } since } ? new KeptTalk(
            _desk.Agent, _talk.Line, since, _talk.HeldUs, _talk.Muted,
            _talk is { Entry: not null, Guiding: null } ? _shownEntry?.Secret : null, Kept(_talk.Consulting))
        {
            Guided = _talk.Guiding is not null,
            Spoken = _talk.Spoken, Paused = _talk.Paused, Other = _talk.Other, HeldByTelephone = _talk.HeldByTelephone,
        } : null);

    private KeptConsult? Kept(TalkConsult? consulting) =>
        consulting is { } now && _consultation is { } consultation
            ? new KeptConsult(
                now.Id, consultation.Kind, consultation.Number, now.ThenTransfer, now.Stage, now.Line,
                consultation.Desk?.Agent, consultation.WaitSinceUs) { RecordingId = consultation.Apart.Id, By = now.By }
            : null;

    /// <summary>
    /// What cannot go on is over before anybody hears anybody: a secret half keyed, and who rang and was lost.
    /// </summary>
    private async Task<TalkEvent> TakenUp(KeptTalk kept, bool withSound)
    {
        if (kept.Secret is { } secret)
        {
            _contact.Note(new SecureEntryOver(_desk.Agent, secret, "unavailable", 0));
            _shownEntry = new DeskEntry(secret, 0, SecureEntry.Digits, "unavailable");
            await SayRestarted();
        }
        if (kept.Guided)
            await GuidedBefore();
        if (kept.Consult is { } consult && _consultation is null)
        {
            _contact.Note(new ConsultationOver(
                _desk.Agent, consult.Id, Consultation.ShownAs(consult.Kind, consult.Whom), "unreachable"));
            kept = kept with { Consult = null };
        }
        await WithholdAgain(kept);
        var up = new TalkEvent.TakenUp(kept, withSound);
        // Whatever these lines were held for is over: they hear what the state says.
        var (next, _) = _talk.Apply(up, _all.Time.NowUs());
        _onMusic.UnionWith(TalkSound.Of(next).Where(hearing => !hearing.Music).Select(hearing => hearing.Line));
        return up;
    }

    /// <summary>
    /// The customer still keys a secret that nobody asks for any more: nobody hears it until this is said.
    /// </summary>
    private async Task SayRestarted()
    {
        try
        {
            _telephone.Note(new PromptsSpoken("restarted", _telephone.Language, [PromptNames.Restarted]));
            await _telephone.Say([PromptNames.Restarted], _contact.Customer.Gone);
        }
        catch (Exception fault) when (!_contact.Customer.Gone.IsCancellationRequested)
        {
            NotDone(_all.Log, _contact.Id, "announcement", fault);
        }
    }
}
