using System.Collections.Concurrent;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>The conversations while they last, by contact.</summary>
internal sealed class LiveConversations(
    AgentPhones phones, DeskEars ears, AgentNames names, WorkInHand hands, RoutingOptions limits, KernelOptions kernel,
    TimeProvider time) : IConversations, IServedCalls
{
    private readonly ConcurrentDictionary<string, Conversation> _all = new();

    /// <summary>SIP telephones that were rung to listen by, by their users; null while one rings.</summary>
    private readonly ConcurrentDictionary<string, ILeg?> _rung = new();

    public IReadOnlyList<ConversationNow> All =>
    [
        .. _all.Values.Where(one => one.View is not null)
            .Select(one => new ConversationNow(one.Agent, one.View!, one.Ears)).OrderBy(one => one.Call.ConnectedAt),
    ];

    public IServedCall? Of(string agent) =>
        _all.Values.FirstOrDefault(one => one.Agent == agent && one.Connected);

    /// <summary>The one that the agent talks in by his own telephone.</summary>
    public Conversation? By(string agent) => _all.Values.FirstOrDefault(one => one.Agent == agent && one.IsBy(agent));

    public void Begin(Conversation conversation) => _all[conversation.Record.Id] = conversation;

    public void Over(Conversation conversation) =>
        _all.TryRemove(KeyValuePair.Create(conversation.Record.Id, conversation));

    public async Task<string?> Listen(string contactId, string who, ListenMode mode, string reason)
    {
        if (!_all.TryGetValue(contactId, out var conversation))
            return "noCall";
        if (conversation.Agent == who)
            return "ownCall";
        if (ears.Refusal(who, contactId) is { } code)
            return code;
        if (await LineOf(who, conversation) is not { } line)
            return "phoneDown";
        if (ears.Refusal(who, contactId) is { } late)
            return await Refused(conversation, who, line, late);
        if (await conversation.Listen(who, line, mode, reason) is { } refused)
            return await Refused(conversation, who, line, refused);
        ears.Listens(who, new DeskListening(
            contactId, new DeskAgent(conversation.Agent, names.Of(conversation.Agent)),
            mode.ToString().ToLowerInvariant(), Clock.FromUs(time.NowUs())));
        return null;
    }

    public async Task<string?> TakeOver(string contactId, string who, string reason)
    {
        if (!_all.TryGetValue(contactId, out var conversation))
            return "noCall";
        if ((_rung.GetValueOrDefault(who) ?? phones.Of(who).Browser) is not { } line
            || !conversation.IsHeardBy(who, line))
            return "notListening";
        var id = Ids.New(kernel.Node, time);
        if (await hands.TakeUp(who, id) is not { } desk)
            return "notFree";
        // The telephone goes on with the customer: whoever hears no more does not put it down.
        var rung = _rung.TryRemove(who, out _);
        var refused = await conversation.TakeOver(conversation.Taken(desk, id, line), reason);
        if (refused is null)
            return null;
        await hands.NobodyThere(desk, id);
        if (rung && !conversation.IsHeardBy(who, line))
            await line.Hangup();
        else if (rung)
            _rung[who] = line;
        return refused;
    }

    public Task<string?> StopListening(string contactId, string who) =>
        _all.TryGetValue(contactId, out var conversation) ? conversation.StopListening(who)
            : Task.FromResult<string?>("noCall");

    /// <summary>Whoever listened hears it no more.</summary>
    public void Left(string who)
    {
        ears.Listens(who, null);
        _ = PutDown(who);
    }

    /// <summary>The browser's line, or the SIP telephone's: rung, unless it listens already.</summary>
    private async Task<ILeg?> LineOf(string who, Conversation conversation)
    {
        // Once rung it stays the line to listen by, whichever telephone is chosen meanwhile.
        if (_rung.TryGetValue(who, out var there))
            return there;
        var phone = phones.Of(who);
        if (phone.Kind != "sip")
            return phone.BrowserUp ? phone.Browser : null;
        if (!_rung.TryAdd(who, null))
            return null;
        var line = await phones.Ring(
            who, conversation.Agent, names.Of(conversation.Agent).Zh, TimeSpan.FromMilliseconds(limits.RingTimeoutMs));
        if (line is null)
            _rung.TryRemove(who, out _);
        else
            _rung[who] = line;
        return line;
    }

    private async Task<string> Refused(Conversation conversation, string who, ILeg line, string code)
    {
        if (!conversation.IsHeardBy(who, line))
            await PutDown(who);
        return code;
    }

    private Task PutDown(string who) => _rung.TryRemove(who, out var line) && line is not null
        ? line.Hangup() : Task.CompletedTask;
}
