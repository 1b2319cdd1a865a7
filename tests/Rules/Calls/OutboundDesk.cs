using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Access;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.Rules.SelfService;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>An agent at a desk who calls out, on an exchange of the test's own.</summary>
internal sealed class OutboundDesk : IDisposable, INumbersToDial, ICallerNumbers, IAudit
{
    private static readonly DataScope Own = new(new HashSet<string> { "1001" });

    private readonly OutboundCalls _calls;
    private readonly Lock _gate = new();
    private readonly List<(Func<OutboundDesk, bool> Is, TaskCompletionSource Then)> _waited = [];

    public OutboundDesk(IDialGate? gate = null)
    {
        Journal.OnTold = Look;
        Phones = new AgentPhones(Exchange);
        Desk = new Desk("1001", new BilingualName("李敏", "Li Min"), TimeProvider.System, _ => Look());
        Room = CallRoom.Of(Exchange, Routing, Phones, gate: gate);
        var options = new CallsOptions();
        var prompts = new PromptBook(
            new PromptLibrary(new SelfServiceOptions()), new Decided(new PromptList([])),
            new TellerLine.SelfService.Recordings(new KernelOptions()), new SelfServiceOptions());
        var recorder = new ContactRecorder(
            Exchange, new KernelOptions(), TimeProvider.System, NullLogger<ContactRecorder>.Instance);
        var hands = new WorkInHand(Routing, Phones, new NoNotices(), desks: null!);
        var waiting = new WaitingRoom(
            Routing, Lobby, hands, new FakeDefinitions(), contacts: null!, options, TimeProvider.System,
            NullLogger<WaitingRoom>.Instance);
        var stories = new CallStories(
            flow: null!, prompts, waiting, Room, parking: null!, recorder,
            new RecordingRules(recorder, new FakeDefinitions()), hours: null!, emergency: null!, new NotKept(), options,
            NullLogger<CallStory>.Instance);
        _calls = new OutboundCalls(
            gate ?? new CallRoom.AnyNumber(), this, this, Customers, Routing, hands, Phones, Exchange, stories, prompts,
            new RoutingOptions(), options, new VoiceOptions { Numbers = ["95000"], Trunk = "sip:carrier" },
            new SelfServiceOptions(), new KernelOptions(), Journal, this, TimeProvider.System,
            NullLogger<OutboundCall>.Instance);
    }

    public FakeExchange Exchange { get; } = new();

    public FakeRouting Routing { get; } = new();

    public FakeJournal Journal { get; } = new();

    public Bank Customers { get; } = new();

    public Lobby Lobby { get; } = new(TimeProvider.System);

    public AgentPhones Phones { get; }

    public ConversationRoom Room { get; }

    public Desk Desk { get; }

    public FakeLine Customer { get; } = new("c", LegKind.Sip);

    public FakeLine Browser { get; } = new("b", LegKind.Browser);

    /// <summary>Numbers by the contact they belong to.</summary>
    public Dictionary<string, string> Numbers { get; } = [];

    public List<(string Contact, string? E164, string? Original)> Kept { get; } = [];

    public List<(string Action, string Subject, string Detail)> Audited { get; } = [];

    public DeskDial? Dial => (Desk.Work as IDialInHand)?.Dial ?? Desk.LastDial;

    public DeskCall? Call => (Desk.Work as ICallInHand)?.View;

    public void Dispose()
    {
        Customer.Dispose();
        Browser.Dispose();
    }

    public async Task<string?> Ring(string number)
    {
        await Phones.Of("1001").Connect(Browser);
        Browser.Audio(LegAudio.Back);
        return await _calls.Dial(Desk, new DialAsked(number, null), Own);
    }

    public async Task<string?> CallBack(string contactId)
    {
        await Phones.Of("1001").Connect(Browser);
        Browser.Audio(LegAudio.Back);
        return await _calls.Dial(Desk, new DialAsked(null, contactId), Own);
    }

    public Task<string?> Do(CallVerb verb) => ((ICallInHand)Desk.Work!).Do(verb);

    /// <summary>Waits for the desk to be so; every change is looked at.</summary>
    public Task Until(Func<OutboundDesk, bool> so)
    {
        var then = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _waited.Add((so, then));
        Look();
        return then.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    /// <summary>Whom a line hears, by the last order about it.</summary>
    public string HeardBy(string line) => string.Join('+', Exchange.Hearings.SelectMany(order => order)
        .Last(hearing => hearing.Listener.Id == line).Sources.Select(source => source.Id));

    Task<string?> INumbersToDial.Of(string contactId, DataScope scope, CancellationToken ct) =>
        Task.FromResult(scope == Own ? Numbers.GetValueOrDefault(contactId) : null);

    void ICallerNumbers.Keep(string contactId, string? e164, string? original) =>
        Kept.Add((contactId, e164, original));

    long IAudit.Add(WriteScope scope, string actor, string action, string subject, string detail) =>
        throw new NotSupportedException();

    Task<long> IAudit.Record(string actor, string action, string subject, string detail, CancellationToken ct)
    {
        Audited.Add((action, subject, detail));
        return Task.FromResult(1L);
    }

    Task<long?> IAudit.FirstFault(CancellationToken ct) => throw new NotSupportedException();

    private void Look()
    {
        lock (_gate)
            foreach (var (so, then) in _waited)
                if (so(this))
                    then.TrySetResult();
    }

    private sealed class NotKept : IKeepCalls
    {
        public void Keep(LiveContact contact)
        {
        }

        public void Forget(string contactId)
        {
        }
    }

    private sealed class NoNotices : IDeskNotices
    {
        public Task Tell(string agent, string code, string? contactId = null) => Task.CompletedTask;

        public Task Settled(string agent, string contactId) => Task.CompletedTask;
    }

    /// <summary>One definition of its type.</summary>
    internal sealed class Decided(object value) : IDefinitions
    {
        public InForce<T> Now<T>(DefinitionKind<T> kind, string key = DefinitionKeys.Main)
            where T : class => new(kind.Name, key, 1, 0, (T)value);

        public InForce<T> At<T>(DefinitionKind<T> kind, string key, long atUs)
            where T : class => Now(kind, key);

        public IReadOnlyList<InForce<T>> History<T>(DefinitionKind<T> kind, string key = DefinitionKeys.Main)
            where T : class => [Now(kind, key)];

        public IReadOnlyList<string> Keys(DefinitionKind kind) => [DefinitionKeys.Main];
    }
}
