using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>What agent and consulted say while the customer waits: a recording of its own, by policy.</summary>
public sealed class ApartRecordingTests : IDisposable
{
    private readonly FakeJournal _journal = new();
    private readonly FakeLine _customer = new("c", LegKind.Sip);
    private readonly FakeLine _browser = new("b", LegKind.Browser);
    private readonly FakeLine _expert = new("x", LegKind.Sip)
    {
        Sealed = new RecordingSealed("r", Path.Combine(Path.GetTempPath(), "r.tlr"), 1_000, "ab", 0),
    };

    private readonly FakeExchange _exchange = new();
    private readonly FakeDefinitions _definitions = new() { KeepsConsultations = true };
    private readonly ContactRecorder _recorder;
    private readonly RecordingRules _rules;
    private readonly LiveContact _contact;
    private readonly SemaphoreSlim _shown = new(0);

    public ApartRecordingTests()
    {
        _recorder = new ContactRecorder(
            _exchange, new KernelOptions { DataDirectory = Path.GetTempPath() }, TimeProvider.System,
            NullLogger<ContactRecorder>.Instance);
        _rules = new RecordingRules(_recorder, _definitions);
        _contact = new LiveContact(
            new ContactRecord("n1-a", _journal, TimeProvider.System), _customer, null, null,
            TimeProvider.System.NowUs()) { WaitSinceUs = 0 };
        _exchange.Dialled = new Dialled.Answered(_expert);
    }

    public void Dispose()
    {
        _customer.Dispose();
        _browser.Dispose();
        _expert.Dispose();
        _shown.Dispose();
    }

    [Fact]
    public async Task it_is_kept_while_the_two_are_apart_and_sealed_when_the_consultation_is_over()
    {
        var call = await Consulting();
        Assert.Equal(["record"], Orders());
        var started = Apart().Single();
        Assert.Equal(_journal.Told.OfType<ConsultationBegun>().Single().ConsultId, started.Consultation);
        Assert.Equal("kept", call.View!.Kept.State);

        // Back to the customer, apart again, and all three together: the customer's own recording has that.
        await call.Do(new CallVerb.Hold(false));
        Assert.Equal(["record", "withhold"], Orders());
        await call.Do(new CallVerb.Hold(true));
        await call.Do(new CallVerb.Conference());
        Assert.Equal(["record", "withhold", "keep", "withhold"], Orders());

        await call.Do(new CallVerb.DropConsult());
        Assert.Equal("ab", _journal.Told.OfType<RecordingFinalised>().Single().Sha256);
        // The customer's goes on through all of it.
        Assert.Equal(["record"], _customer.Asked.Where(asked => asked is "record" or "withhold"));
    }

    [Fact]
    public async Task what_is_kept_no_more_is_ordered_before_anybody_else_is_heard()
    {
        var call = await Consulting();
        var ordered = "";
        _exchange.OnConnect = _ => ordered = Orders()[^1];
        await call.Do(new CallVerb.Conference());
        Assert.Equal("withhold", ordered);
    }

    [Fact]
    public async Task a_pause_holds_for_it_too_and_so_does_a_pin_said_aloud()
    {
        var call = await Consulting();
        await call.Do(new CallVerb.PauseRecording("cardDetails"));
        Assert.Equal("withhold", Orders()[^1]);
        Assert.Equal("paused", call.View!.Kept.State);
        await call.Do(new CallVerb.ResumeRecording());
        Assert.Equal("keep", Orders()[^1]);
        await call.Do(new CallVerb.PinSpoken(true));
        Assert.Equal("withhold", Orders()[^1]);
    }

    [Theory]
    [InlineData(false, "all")]
    [InlineData(true, "onDemand")]
    public async Task it_is_not_recorded_where_the_bank_does_not_want_it_nor_of_a_contact_that_is_not(
        bool keeps, string mode)
    {
        _definitions.KeepsConsultations = keeps;
        var call = await Consulting(new RecordingRule(null, null, mode, "理由", "reason"));
        Assert.Empty(Orders());
        Assert.Empty(Apart());
        Assert.Equal("policy", call.View!.Kept.State);
    }

    [Fact]
    public async Task one_that_cannot_be_recorded_is_told_and_goes_on()
    {
        _expert.RecordFault = new IOException("full");
        var alarms = 0;
        _recorder.Failed += () => alarms++;
        var call = await Consulting();
        Assert.NotNull(Assert.Single(_journal.Told.OfType<RecordingFailed>()).Consultation);
        Assert.Equal(1, alarms);
        await call.Do(new CallVerb.Hold(false));
        await call.Do(new CallVerb.Hold(true));
        Assert.Empty(Orders());
    }

    [Fact]
    public async Task handed_over_the_customer_is_no_part_of_it()
    {
        var call = await Consulting();
        await call.Do(new CallVerb.Transfer());
        Assert.Equal(["record", "withhold"], Orders());
        Assert.Single(_journal.Told.OfType<RecordingFinalised>());
    }

    private List<string> Orders() => [.. _expert.Asked.Where(asked => asked is "record" or "withhold" or "keep")];

    private IEnumerable<RecordingStarted> Apart() =>
        _journal.Told.OfType<RecordingStarted>().Where(started => started.Consultation is not null);

    private async Task<Conversation> Consulting(RecordingRule? rule = null)
    {
        var rules = rule is null ? _rules
            : new RecordingRules(
                _recorder, new FakeDefinitions(rule) { KeepsConsultations = _definitions.KeepsConsultations });
        await rules.Answered(_contact);
        await rules.Talks(_contact, true);
        var desk = new Desk("1001", new BilingualName("李敏", "Li Min"), TimeProvider.System, _ => _shown.Release());
        var conversation = new Conversation(
            _contact, desk, new AgentPhone("1001"), _browser,
            new Telephone(_contact, new Prompts(new PromptLibrary(CallFaultTests.MusicOnly(), ""), (_, _) => null)),
            CallRoom.Of(
                _exchange, new FakeRouting(), new AgentPhones(_exchange), recorder: _recorder, rules: rules));
        _ = conversation.Run(announced: false, given: true);
        await Until(() => conversation.View is not null);
        Assert.Null(await conversation.Do(new CallVerb.Consult("number", "95566", ThenTransfer: false)));
        await Until(() => conversation.View!.Consult?.Stage == "apart");
        return conversation;
    }

    private async Task Until(Func<bool> so)
    {
        while (!so())
            Assert.True(await _shown.WaitAsync(TimeSpan.FromSeconds(10)), "The desk was not shown it.");
    }
}
