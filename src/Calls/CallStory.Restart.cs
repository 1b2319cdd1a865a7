using TellerLine.Contacts;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>A call that outlived the process it came in to.</summary>
internal sealed partial class CallStory
{
    /// <summary>
    /// Goes on where the other broke off: who talked talks on, who waited or was in self-service is told, and waits on
    /// or begins there again.
    /// </summary>
    public Task GoOn(CallLeft left) => Run(async () =>
    {
        if (left.RecordingId is { } recording)
            recorder.GoOn(contact, recording);
        // The media process keeps back what it was told to: nobody is left to lift it.
        if (left is CallLeft.AgentLost { As: { Spoken: not null } or { Paused: not null } })
            await Customer.WithholdRecording(false);
        await rules.GoesOn(contact, talking: left is CallLeft.Talking or CallLeft.Outside);
        contact.Note(new CallWentOn(left.Where));
        switch (left)
        {
            case CallLeft.Talking talking:
                if (await Persons(
                    WaitingRoom.Restarted, () => Talk(() => conversations.GoOn(contact, _phone, talking))))
                    await FromSelfService();
                break;
            case CallLeft.Outside outside:
                await Outside(outside.Line);
                await End("agent");
                break;
            case CallLeft.AgentLost lost:
                contact.Stands(null);
                if (lost.As.Spoken is not null)
                    contact.Note(new PinSpokenOver(lost.As.Agent, "ended"));
                if (lost.As.Paused is not null)
                    contact.Note(new RecordingResumed(lost.As.Agent, "ended"));
                if (lost.As.Guided)
                {
                    await Customer.Accompany(null);
                    contact.Note(new GuidanceOver(lost.As.Agent, "restarted"));
                }
                contact.Note(new AgentLost(lost.As.Agent, "gone"));
                if (await Persons("", () => Task.FromResult(ConversationEnd.AgentLost)))
                    await FromSelfService();
                break;
            case CallLeft.Parked parked:
                if (await Persons("parked", () => Task.FromResult(ConversationEnd.Parked), parked.As))
                    await FromSelfService();
                break;
            case CallLeft.Waiting:
                await SayRestarted();
                if (await Persons(WaitingRoom.Restarted))
                    await FromSelfService();
                break;
            default:
                await SayRestarted();
                await FromSelfService();
                break;
        }
    });

    /// <summary>Who gave a number is owed a call, in the order of the wait.</summary>
    private Task MediaLost()
    {
        if (contact.Caller is not null)
            contact.Note(new CallbackOwed(contact.WaitSinceUs ?? contact.ArrivedUs));
        return End("system", "mediaLost");
    }

    /// <summary>What is keyed until it is said was meant for what was asked before, and is nobody's.</summary>
    private async Task SayRestarted()
    {
        _phone.Note(new PromptsSpoken(WaitingRoom.Restarted, _phone.Language, [PromptNames.Restarted]));
        await Tell([PromptNames.Restarted]);
        await Customer.Resume();
    }
}

/// <summary>What is left of a call after a restart.</summary>
internal abstract record CallLeft(string Where, string? RecordingId)
{
    /// <param name="Consulted">The line of whom the agent consults, or null.</param>
    /// <param name="Other">The agent's line at rest, when the telephone has two calls.</param>
    public sealed record Talking(
        string? RecordingId, Core.KeptTalk As, Desks.Desk Desk, ILeg Line, ILeg? Consulted, Desks.Desk? ConsultedDesk,
        ILeg? Other)
        : CallLeft("conversation", RecordingId);

    /// <summary>With somebody who has no desk here.</summary>
    public sealed record Outside(string? RecordingId, ILeg Line) : CallLeft("conversation", RecordingId);

    /// <summary>The agent's line is gone with the process.</summary>
    public sealed record AgentLost(string? RecordingId, Core.KeptTalk As) : CallLeft("conversation", RecordingId);

    /// <summary>For whoever picks it up.</summary>
    public sealed record Parked(string? RecordingId, KeptParked As) : CallLeft("parked", RecordingId);

    public sealed record Waiting(string? RecordingId) : CallLeft("queue", RecordingId);

    public sealed record InSelfService(string? RecordingId) : CallLeft("selfService", RecordingId);
}
