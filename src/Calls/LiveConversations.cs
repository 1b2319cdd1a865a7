using System.Collections.Concurrent;
using TellerLine.Desks;
using TellerLine.Kernel;

namespace TellerLine.Calls;

/// <summary>The conversations while they last, by contact.</summary>
internal sealed class LiveConversations(
    AgentPhones phones, DeskEars ears, AgentNames names, WorkInHand hands, KernelOptions kernel, TimeProvider time)
    : IConversations, IServedCalls
{
    private readonly ConcurrentDictionary<string, Conversation> _all = new();

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
        if (phones.Of(who) is not { BrowserUp: true, Browser: { } leg })
            return "phoneDown";
        if (await conversation.Listen(who, leg, mode, reason) is { } refused)
            return refused;
        ears.Listens(who, new DeskListening(
            contactId, new DeskAgent(conversation.Agent, names.Of(conversation.Agent)),
            mode.ToString().ToLowerInvariant(), Clock.FromUs(time.NowUs())));
        return null;
    }

    public async Task<string?> TakeOver(string contactId, string who, string reason)
    {
        if (!_all.TryGetValue(contactId, out var conversation))
            return "noCall";
        if (phones.Of(who).Browser is not { } line || !conversation.IsHeardBy(who, line))
            return "notListening";
        var id = Ids.New(kernel.Node, time);
        if (await hands.TakeUp(who, id) is not { } desk)
            return "notFree";
        var refused = await conversation.TakeOver(conversation.Taken(desk, id, line), reason);
        if (refused is not null)
            await hands.NobodyThere(desk, id);
        return refused;
    }

    public Task<string?> StopListening(string contactId, string who) =>
        _all.TryGetValue(contactId, out var conversation) ? conversation.StopListening(who)
            : Task.FromResult<string?>("noCall");

    /// <summary>Whoever listened hears it no more.</summary>
    public void Left(string who) => ears.Listens(who, null);
}
