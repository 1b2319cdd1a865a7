using TellerLine.Calls.Core;
using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>The customer in the telephone bank's menu with the agent on the line (座席指导).</summary>
internal sealed partial class Conversation
{
    private GuidedVisit? _guided;
    private Desks.DeskGuide? _guidedBefore;
    private Task _guiding = Task.CompletedTask;
    private IReadOnlyList<string>? _beside;
    private volatile bool _firstUse;

    /// <summary>The bank's word on it may come while the two talk already.</summary>
    public void ShowFirstUse(bool isFirst)
    {
        _firstUse = isFirst;
        Show();
    }

    private async Task DoGuide(TalkEffect effect)
    {
        switch (effect)
        {
            case TalkEffect.PlayMenu when _verb is Desks.CallVerb.Guide asked:
                _contact.Note(new GuidanceBegun(_desk.Agent, asked.From));
                _guided = new GuidedVisit(
                    _contact, _telephone, _all.Time.NowUs(), SecretInMenu, OnGuided, () => _ = MarkKey());
                await PlayBeside();
                _guiding = Guide(_guided, asked.From);
                TellSegment();
                break;
            case TalkEffect.StopMenu when _guided is { } stopped:
                await stopped.Stop();
                break;
            case TalkEffect.GuideOver over:
                await PlayBeside();
                _contact.Note(new GuidanceOver(_desk.Agent, over.Why));
                _guided?.Over(over.Why);
                if (over.Why == "alone")
                    _contact.LeftInMenu = _guided?.Outcome;
                TellSegment();
                break;
        }
    }

    /// <summary>Runs beside the conversation; its end is an event like any other.</summary>
    private async Task Guide(GuidedVisit visit, string? from)
    {
        string why;
        try
        {
            var outcome = await visit.Begin(_all.Guidance, from);
            why = outcome is FlowOutcome.HumanRequested asked ? EnumWords.Of(asked.Reason) : "done";
        }
        catch (OperationCanceledException)
        {
            why = "stopped";
        }
        catch (Exception fault)
        {
            NotDone(_all.Log, _contact.Id, "guidance", fault);
            why = "serviceDown";
        }
        visit.Dispose();
        Tell(new TalkEvent.GuideOver(why));
    }

    /// <summary>
    /// Nobody hears the customer before the first key of a secret may come. Once the conversation is over nobody does
    /// anyway.
    /// </summary>
    private Task<string?> SecretInMenu(bool on) => Ask(new Happening(new TalkEvent.GuideSecret(on)));

    private void OnGuided(object? happened)
    {
        switch (happened)
        {
            case GuidedPlace { Waits: not GuidedWait.Nothing } place:
                _contact.Note(new GuidanceStep(_desk.Agent, place.Path, EnumWords.Of(place.Waits)));
                break;
            case Identified:
                _all.Identified(_contact, this);
                break;
        }
        Tell(new TalkEvent.Shows());
    }

    /// <summary>Whoever hears the customer hears the menu with him.</summary>
    private async Task PlayBeside()
    {
        var beside = TalkSound.Beside(_talk);
        if (beside is null ? _beside is null : _beside is not null && beside.SequenceEqual(_beside))
            return;
        _beside = beside;
        await Unless(Talk.Customer, leg => leg.Accompany(beside is null ? null : [.. beside.Select(Line)]));
        ILeg Line(string line) => _lines[line];
    }

    /// <summary>It broke off with the process before this one: the customer is told, and the two talk again.</summary>
    private async Task GuidedBefore()
    {
        _contact.Note(new GuidanceOver(_desk.Agent, "restarted"));
        _guidedBefore = new([], "nothing", 0, [], "restarted", Clock.FromUs(_all.Time.NowUs()));
        await Unless(Talk.Customer, leg => leg.Accompany(null));
        await SayRestarted();
    }

    /// <summary>A customer who was left in the menu goes on in it; else it is over with the conversation.</summary>
    private async Task GuidedNoMore()
    {
        if (_contact.LeftInMenu is not null)
            return;
        if (_guided is { } guided)
            await guided.Stop();
        await _guiding;
    }
}
