using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>A PIN said aloud, and a recording that is paused: what is heard, kept, told and shown.</summary>
public sealed class PinSpokenTests : IDisposable
{
    private readonly FakeJournal _journal = new();
    private readonly FakeLine _customer = new("c", LegKind.Sip);
    private readonly FakeLine _browser = new("b", LegKind.Browser);
    private readonly FakeLine _lead = new("e", LegKind.Browser);
    private readonly FakeExchange _exchange = new();
    private readonly ContactRecorder _recorder;
    private readonly LiveContact _contact;
    private readonly SemaphoreSlim _shown = new(0);

    public PinSpokenTests()
    {
        _recorder = new ContactRecorder(
            _exchange, new KernelOptions { DataDirectory = Path.GetTempPath() }, TimeProvider.System,
            NullLogger<ContactRecorder>.Instance);
        _contact = new LiveContact(
            new ContactRecord("n1-a", _journal, TimeProvider.System), _customer, null, null,
            TimeProvider.System.NowUs()) { WaitSinceUs = 0 };
    }

    public void Dispose()
    {
        _customer.Dispose();
        _browser.Dispose();
        _lead.Dispose();
        _shown.Dispose();
    }

    [Fact]
    public async Task a_mark_closes_every_ear_but_the_agents_reaches_back_and_keeps_nothing_until_released()
    {
        var conversation = await Talking(new CallsOptions { PinSpokenBackMs = 7_000 });
        await conversation.Listen("2001", _lead, ListenMode.Listen, "coaching");
        Assert.True(_recorder.IsKept("n1-a"));
        var before = TimeProvider.System.NowUs();

        Assert.Null(await conversation.Do(new CallVerb.PinSpoken(true)));
        Assert.Equal(("", "c", "b"), (HeardBy("e"), HeardBy("b"), HeardBy("c")));
        Assert.Equal("withhold", _customer.Asked[^1]);
        Assert.False(_recorder.IsKept("n1-a"));
        Assert.Equal("pinSpoken", conversation.View!.Kept.State);
        var marked = _journal.Told.OfType<PinSpoken>().Single();
        Assert.InRange(marked.FromUs, before - 7_000_000, TimeProvider.System.NowUs() - 7_000_000);
        Assert.Equal("pinSpoken", _journal.Told.OfType<SegmentBegun>().Last().Kind);

        // Nobody is brought in, or given the customer, while it is said.
        Assert.Equal("spoken", await conversation.Do(new CallVerb.SendAway(SendTo.Queue)));
        Assert.Equal("spoken", await conversation.Do(new CallVerb.Consult("number", "4008001", false)));

        Assert.Null(await conversation.Do(new CallVerb.PinSpoken(false)));
        Assert.Equal(("b+c", "keep"), (HeardBy("e"), _customer.Asked[^1]));
        Assert.True(_recorder.IsKept("n1-a"));
        Assert.Equal([new PinSpokenOver("1001", "released")], _journal.Told.OfType<PinSpokenOver>());
        Assert.Equal("notSpoken", await conversation.Do(new CallVerb.PinSpoken(false)));
    }

    [Fact]
    public async Task a_mark_that_nobody_releases_ends_by_itself()
    {
        var conversation = await Talking(new CallsOptions { PinSpokenMs = 30 });
        await conversation.Do(new CallVerb.PinSpoken(true));
        await Until(() => _journal.Told.OfType<PinSpokenOver>().Any());
        Assert.Equal([new PinSpokenOver("1001", "capped")], _journal.Told.OfType<PinSpokenOver>());
        await Until(() => _recorder.IsKept("n1-a"));
    }

    [Fact]
    public async Task a_recording_is_paused_for_a_reason_the_bank_knows_and_goes_on_by_itself()
    {
        var conversation = await Talking(new CallsOptions { RecordingPauseMs = 60 });
        Assert.Equal("badReason", await conversation.Do(new CallVerb.PauseRecording("because")));
        Assert.True(_recorder.IsKept("n1-a"));
        Assert.Null(await conversation.Do(new CallVerb.PauseRecording("cardDetails")));
        Assert.Equal("cardDetails", _journal.Told.OfType<RecordingPaused>().Single().Reason);
        await Until(() => _journal.Told.OfType<RecordingResumed>().Any());
        Assert.Equal([new RecordingResumed("1001", "capped")], _journal.Told.OfType<RecordingResumed>());
        await Until(() => _recorder.IsKept("n1-a"));
        Assert.Equal(["withhold", "keep"], _customer.Asked.Where(asked => asked is "withhold" or "keep"));
    }

    [Fact]
    public async Task of_two_reasons_the_last_lifted_lets_the_recording_go_on_and_the_calls_end_lifts_all()
    {
        var conversation = await Talking(new CallsOptions());
        await conversation.Do(new CallVerb.PauseRecording("cardDetails"));
        await conversation.Do(new CallVerb.PinSpoken(true));
        await conversation.Do(new CallVerb.PinSpoken(false));
        Assert.False(_recorder.IsKept("n1-a"));
        Assert.Equal("paused", conversation.View!.Kept.State);
        await conversation.Do(new CallVerb.End());
        await Until(() => _recorder.IsKept("n1-a"));
        Assert.Equal([new RecordingResumed("1001", "ended")], _journal.Told.OfType<RecordingResumed>());
    }

    [Fact]
    public async Task who_hangs_up_while_the_recording_is_paused_ends_the_pause()
    {
        var conversation = await Talking(new CallsOptions());
        await conversation.Do(new CallVerb.PauseRecording("cardDetails"));
        _customer.Leave();
        await Until(() => _journal.Told.OfType<RecordingResumed>().Any());
        Assert.Equal([new RecordingResumed("1001", "ended")], _journal.Told.OfType<RecordingResumed>());
    }

    [Fact]
    public async Task who_hangs_up_while_saying_a_pin_ends_the_mark()
    {
        var conversation = await Talking(new CallsOptions());
        await conversation.Do(new CallVerb.PinSpoken(true));
        _customer.Leave();
        await Until(() => _journal.Told.OfType<PinSpokenOver>().Any());
        Assert.Equal([new PinSpokenOver("1001", "ended")], _journal.Told.OfType<PinSpokenOver>());
    }

    private string HeardBy(string line) => string.Join('+', _exchange.Hearings.SelectMany(order => order)
        .Last(hearing => hearing.Listener.Id == line).Sources.Select(source => source.Id)
        .Order(StringComparer.Ordinal));

    private static Task Until(Func<bool> so) => Task.Run(() => Assert.True(SpinWait.SpinUntil(so, 10_000)));

    private async Task<Conversation> Talking(CallsOptions options)
    {
        await _recorder.Start(_contact);
        var desk = new Desk("1001", new BilingualName("李敏", "Li Min"), TimeProvider.System, _ => _shown.Release());
        var conversation = new Conversation(
            _contact, desk, new AgentPhone("1001"), _browser,
            new Telephone(_contact, new Prompts(new PromptLibrary(new SelfServiceOptions()), (_, _) => null)),
            CallRoom.Of(
                _exchange, new FakeRouting(), new AgentPhones(_exchange), given: options, recorder: _recorder));
        _ = conversation.Run(announced: false, given: true);
        while (conversation.View is null)
            Assert.True(await _shown.WaitAsync(TimeSpan.FromSeconds(10)), "The desk was not shown the call.");
        return conversation;
    }
}
