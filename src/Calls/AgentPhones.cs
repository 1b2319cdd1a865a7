using System.Collections.Concurrent;
using TellerLine.Desks;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>
/// The agents' telephones on the exchange: a browser's long-lived connection, or a SIP phone of the same number.
/// </summary>
internal sealed class AgentPhones(IExchange exchange) : IDeskPhones
{
    private readonly ConcurrentDictionary<string, AgentPhone> _phones = new();

    public event Action<string>? Changed;

    public AgentPhone Of(string agent) => _phones.GetOrAdd(agent, number => new AgentPhone(number));

    public DeskPhone Look(string agent)
    {
        var phone = Of(agent);
        return new DeskPhone(phone.Kind, phone.BrowserUp, exchange.IsRegistered(agent));
    }

    public void Choose(string agent, string kind)
    {
        Of(agent).Kind = kind;
        Changed?.Invoke(agent);
    }

    public async Task<string> Open(string agent, string sdp)
    {
        var answer = await Understood(() => exchange.OpenBrowser(sdp, CancellationToken.None));
        answer.Leg.Gone.Register(() => Changed?.Invoke(agent));
        await Of(agent).Connect(answer.Leg);
        Changed?.Invoke(agent);
        return answer.Sdp;
    }

    /// <summary>A browser's connection, or a SIP phone's call, that outlived the process it was made in.</summary>
    public async Task TakeUp(string agent, LegLeft left)
    {
        var phone = Of(agent);
        if (left.Leg.Kind == LegKind.Browser)
        {
            left.Leg.Gone.Register(() => Changed?.Invoke(agent));
            await phone.Connect(left.Leg, left.IsSilent);
        }
        else
            phone.Kind = "sip";
        Changed?.Invoke(agent);
    }

    public Task<string> Renew(string agent, string sdp) => Of(agent) is { BrowserUp: true, Browser: { } leg }
        ? Understood(() => exchange.RenewBrowser(leg, sdp, CancellationToken.None))
        : throw new DeskPhoneException("phoneDown");

    public async Task<PhoneAnswer> Ring(
        string agent, DeskCaller caller, string? from, TimeSpan timeout, CancellationToken withdrawn)
    {
        var dialled = await exchange.Dial(
            new DialRequest(agent, from ?? "anonymous", caller.CustomerName + caller.Title, timeout), withdrawn);
        switch (dialled)
        {
            case Dialled.Answered answered:
                Of(agent).PickedUp = answered.Leg;
                return PhoneAnswer.PickedUp;
            case Dialled.NotAnswered { Reason: NotAnsweredReason.Moved }:
                return PhoneAnswer.Forwards;
            case Dialled.NotAnswered { Status: 486 or 600 or 603 or 480 }:
                return PhoneAnswer.Declined;
            case Dialled.NotAnswered { Status: 408 or 487 or 0 }:
                return PhoneAnswer.NotAnswered;
            default:
                return PhoneAnswer.Broken;
        }
    }

    /// <summary>The SIP telephone rung for another reason than an offer.</summary>
    /// <returns>Null: nobody picked it up.</returns>
    public async Task<ILeg?> Ring(string agent, string from, string fromName, TimeSpan timeout) =>
        await exchange.Dial(new DialRequest(agent, from, fromName, timeout), CancellationToken.None)
            is Dialled.Answered answered ? answered.Leg : null;

    public async Task PutDown(string agent)
    {
        var phone = Of(agent);
        if (phone.PickedUp is not { } leg)
            return;
        phone.PickedUp = null;
        await leg.Hangup();
    }

    public Task Close(string agent) => Of(agent).Browser?.Hangup() ?? Task.CompletedTask;

    private static async Task<T> Understood<T>(Func<Task<T>> answer)
    {
        try
        {
            return await answer();
        }
        catch (SdpException fault)
        {
            throw new DeskPhoneException("badSdp: " + fault.Message);
        }
    }
}

/// <summary>One agent's telephone.</summary>
internal sealed class AgentPhone(string agent)
{
    private readonly Lock _gate = new();
    private ILeg? _browser;
    private bool _browserSilent = true;

    /// <summary>The desk has opened a new connection (a reload).</summary>
    public event Action<ILeg>? NewBrowser;

    public string Agent => agent;

    /// <summary><c>browser</c> or <c>sip</c>.</summary>
    public string Kind { get; set; } = "browser";

    public ILeg? Browser => _browser;

    public bool BrowserUp => _browser is { } leg && !leg.Gone.IsCancellationRequested;

    /// <summary>The SIP phone's leg of a picked-up offer, until a conversation takes it.</summary>
    public ILeg? PickedUp { get; set; }

    public bool IsSilent(ILeg leg) => leg == _browser && _browserSilent;

    /// <summary>The line to talk on, for an offer just won: what was picked up, else the browser's.</summary>
    public ILeg? TakeLine()
    {
        var line = PickedUp ?? _browser;
        PickedUp = null;
        return line;
    }

    /// <summary>A new browser connection replaces the old; a conversation goes on with it.</summary>
    /// <param name="silent">Nothing is heard of it yet.</param>
    public async Task Connect(ILeg leg, bool silent = true)
    {
        ILeg? before;
        lock (_gate)
            (before, _browser, _browserSilent) = (_browser, leg, silent);
        leg.AudioChanged += state =>
        {
            if (leg == _browser)
                _browserSilent = state == LegAudio.Silent;
        };
        NewBrowser?.Invoke(leg);
        if (before is not null)
            await before.Hangup();
    }
}
