using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>Where conversations happen, on an exchange and a router of the test's own.</summary>
internal static class CallRoom
{
    public static AgentNames NoNames { get; } = new(new NoUsers());

    public static WorkInHand Hands(FakeRouting routing, AgentPhones phones) =>
        new(routing, phones, notices: null!, desks: null!);

    public static ConversationRoom Of(
        FakeExchange exchange, FakeRouting routing, AgentPhones phones, Lobby? lobby = null,
        IPins? pins = null, CallsOptions? given = null, ContactRecorder? recorder = null,
        RecordingRules? rules = null, IDialGate? gate = null, TimeProvider? time = null,
        ITelephoneBank? bank = null, IGuidance? guidance = null)
    {
        var hands = Hands(routing, phones);
        var options = given ?? new CallsOptions();
        var definitions = new FakeDefinitions();
        var handsets = new AgentHandsets(
            new NumberedWhom(routing, new Directories(definitions, new KernelOptions(), TimeProvider.System)),
            definitions, name => name, time ?? TimeProvider.System, NullLogger<AgentHandsets>.Instance);
        var consultations = new Consultations(
            exchange, routing, lobby ?? new Lobby(TimeProvider.System), hands, phones, handsets, NoNames,
            gate ?? new AnyNumber(), new KernelOptions(), options, TimeProvider.System,
            NullLogger<Consultations>.Instance);
        recorder ??= new ContactRecorder(
            exchange, new KernelOptions(), TimeProvider.System, NullLogger<ContactRecorder>.Instance);
        return new ConversationRoom(
            exchange, routing, hands, phones, consultations, handsets,
            new LiveConversations(
                phones, ears: null!, NoNames, hands, new RoutingOptions(), new KernelOptions(),
                TimeProvider.System),
            bank!, pins!,
            recorder, rules ?? new RecordingRules(recorder, definitions), new SpokenPins(), definitions,
            new QuietNotices(), guidance ?? new NoGuidance(), options, new VoiceOptions(),
            TimeProvider.System, NullLogger<ConversationRoom>.Instance);
    }

    /// <summary>Everybody may dial anything.</summary>
    internal sealed class AnyNumber : IDialGate
    {
        public Task<DialRefused?> Refusal(string agent, string number, string shown, string subject) =>
            Task.FromResult<DialRefused?>(null);
    }

    /// <summary>They stand in the contact's story.</summary>
    private sealed class SpokenPins : ISpokenPins
    {
        public Task Marked(ContactRecord contact, string agent, long fromUs, string? customerId) =>
            contact.Acknowledge(new PinSpoken(agent, fromUs));

        public Task Known(string contactId, string customerId) => Task.CompletedTask;

        public Task Sealed(string contactId) => Task.CompletedTask;
    }

    private sealed class NoUsers : IUsers
    {
        public IReadOnlyList<UserCard> All => [];

        public UserCard? ByNumber(string number) => null;

        public DataScope ScopeOf(ClaimsPrincipal who, Permission permission) => new(null);

        public Task Put(UserCard user, string password, string by, CancellationToken ct = default) =>
            throw new NotSupportedException();
    }

    private sealed class NoGuidance : IGuidance
    {
        public string? Refusal(string agent, string? from) => "mayNotGuide";

        public Task<FlowOutcome> Play(ITelephone phone, CallerContext caller, CancellationToken ct) =>
            throw new NotSupportedException();

        public Task<bool> IsFirstUse(string customerId, string contactId) => Task.FromResult(false);
    }

    private sealed class QuietNotices : IDeskNotices
    {
        public Task Tell(string agent, string code, string? contactId = null) => Task.CompletedTask;

        public Task Settled(string agent, string contactId) => Task.CompletedTask;
    }
}
