using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

public sealed class CallFaultTests : IDisposable
{
    private static readonly DeskCaller Caller =
        new(null, null, null, "", "none", [], "key0", false, "zh-CN", [], null, null);

    private readonly FakeJournal _journal = new();
    private readonly FakeLine _customer = new("c", LegKind.Sip);
    private readonly FakeExchange _exchange = new();

    public void Dispose() => _customer.Dispose();

    [Theory]
    [InlineData(488, PhoneAnswer.Broken)]
    [InlineData(500, PhoneAnswer.Broken)]
    [InlineData(404, PhoneAnswer.Broken)]
    [InlineData(486, PhoneAnswer.Declined)]
    [InlineData(603, PhoneAnswer.Declined)]
    [InlineData(480, PhoneAnswer.Declined)]
    [InlineData(408, PhoneAnswer.NotAnswered)]
    [InlineData(487, PhoneAnswer.NotAnswered)]
    public async Task a_telephone_that_cannot_take_the_call_says_so_at_once(int status, PhoneAnswer expected)
    {
        _exchange.Dialled = new Dialled.NotAnswered(status, "");
        Assert.Equal(
            expected,
            await new AgentPhones(_exchange)
            .Ring("1001", Caller, null, TimeSpan.FromSeconds(20), CancellationToken.None));
    }

    public static TheoryData<Exception> WhatDisksSay =>
        [new IOException("full"), new UnauthorizedAccessException("rights"), new InvalidOperationException("media")];

    [Theory, MemberData(nameof(WhatDisksSay))]
    public async Task whatever_the_disk_says_the_call_goes_on_marked_as_not_recorded(Exception fault)
    {
        _customer.RecordFault = fault;
        var recorder = new ContactRecorder(
            _exchange, new KernelOptions(), TimeProvider.System, NullLogger<ContactRecorder>.Instance);
        var contact = Contact();
        await recorder.Start(contact);
        Assert.False(contact.Recording);
        Assert.False(recorder.IsKept(contact.Id));
        Assert.Equal([new RecordingFailed()], _journal.Told);
    }

    [Fact]
    public async Task a_recording_with_time_missing_is_no_evidence_from_then_on()
    {
        var recorder = new ContactRecorder(
            _exchange, new KernelOptions(), TimeProvider.System, NullLogger<ContactRecorder>.Instance);
        var contact = Contact();
        await recorder.Start(contact);
        Assert.True(recorder.IsKept(contact.Id));
        _exchange.BreakRecording("another's");
        Assert.True(recorder.IsKept(contact.Id));
        _exchange.BreakRecording(_journal.Told.OfType<RecordingStarted>().Single().RecordingId);
        Assert.False(recorder.IsKept(contact.Id));
        Assert.True(contact.Recording);
    }

    [Fact]
    public async Task a_customer_who_hangs_up_while_the_two_are_parted_leaves_no_muted_microphone()
    {
        using var browser = new FakeLine("b", LegKind.Browser);
        var (conversation, running) = await Talking(browser);
        await conversation.Do(new CallVerb.Mute(true));
        _exchange.OnConnect = _ => _customer.Leave();
        await conversation.Do(new CallVerb.End());
        Assert.Equal(ConversationEnd.AgentHungUp, await running);
        Assert.Equal("unmute", browser.Asked[^1]);
    }

    [Fact]
    public async Task a_customer_who_hangs_up_while_the_two_are_parted_leaves_no_telephone_off_the_hook()
    {
        using var phone = new FakeLine("p", LegKind.Sip);
        var (conversation, running) = await Talking(phone);
        _exchange.OnConnect = _ => _customer.Leave();
        await conversation.Do(new CallVerb.End());
        await running;
        Assert.Equal("hangup", phone.Asked[^1]);
    }

    [Fact]
    public async Task a_prompt_that_went_missing_keeps_nobody_from_talking()
    {
        // The library here has no number to announce the agent by, only music.
        using var browser = new FakeLine("b", LegKind.Browser);
        var (conversation, running) = await Talking(browser);
        Assert.NotNull(conversation.View);
        _customer.Leave();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Contains(_journal.Told, told => told is ContactConnected);
    }

    [Fact]
    public async Task of_a_desks_line_the_journal_hears_what_this_contact_had_and_not_the_ones_before()
    {
        using var browser = new FakeLine("b", LegKind.Browser) { Measured = new(1000, 500, 1, 1000, 400, 1, 10) };
        var (conversation, running) = await Talking(browser);
        browser.Measured = new(1990, 510, 3.26, 2000, 420, 2, 12.5) { Codec = "PCMA" };
        await conversation.Look();
        await conversation.Do(new CallVerb.Mute(true));
        Assert.Equal(new DeskLine(4.2, 2, 3, 12), conversation.View!.OwnLine);
        Assert.Null(conversation.View.CustomerLine);
        await conversation.Do(new CallVerb.End());
        await running;
        Assert.Equal(
            new LineQuality("agent", "1001", 1, 2, 3.3, 2, 12.5, 4.23, "PCMA"),
            Assert.Single(_journal.Told.OfType<LineQuality>()));
    }

    [Fact]
    public async Task a_line_nobody_can_measure_ends_as_any_other_and_nothing_is_told_of_it()
    {
        using var browser = new FakeLine("b", LegKind.Browser);
        browser.QualityFault = new InvalidOperationException("media");
        var (conversation, running) = await Talking(browser);
        await conversation.Do(new CallVerb.End());
        Assert.Equal(ConversationEnd.AgentHungUp, await running);
        await new LineMeter(Contact(), _customer, agent: null, NullLogger.Instance).Tell();
        Assert.Empty(_journal.Told.OfType<LineQuality>());
    }

    [Fact]
    public async Task an_agent_whose_calls_story_breaks_is_free_again_and_has_nothing_in_hand()
    {
        using var line = new FakeLine("p", LegKind.Sip);
        var (routing, phones) = (new FakeRouting(), new AgentPhones(_exchange));
        phones.Of("1001").PickedUp = line;
        _exchange.ConnectFault = new InvalidOperationException("a fault in the media process");
        var (contact, prompts) = (Contact(), new Prompts(new PromptLibrary(MusicOnly(), ""), (_, _) => null));
        contact.Note(new ContactQueued("service", 0, false, 0, "request"));
        var desk = new Desk("1001", new BilingualName("李敏", "Li Min"), TimeProvider.System, _ => { });
        var room = CallRoom.Of(_exchange, routing, phones);

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            () => room.Talk(contact, new Telephone(contact, prompts), desk));

        Assert.Same(_exchange.ConnectFault, fault);
        Assert.Equal(
            [new ConversationEnded("n1-a", "1001"), new WrapupDone("1001", true, "n1-a")], routing.Inputs);
        Assert.Null(desk.Work);
        Assert.Null(desk.Wrapup);
    }

    private LiveContact Contact() =>
        new(new ContactRecord("n1-a", _journal, TimeProvider.System), _customer, null, null,
            TimeProvider.System.NowUs()) { WaitSinceUs = 0 };

    private async Task<(Conversation Conversation, Task<ConversationEnd> Running)> Talking(FakeLine line)
    {
        var contact = Contact();
        contact.Note(new ContactQueued("service", 0, false, 0, "request"));
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Conversation? conversation = null;
        var desk = new Desk("1001", new BilingualName("李敏", "Li Min"), TimeProvider.System, _ =>
        {
            if (conversation?.View is not null)
                connected.TrySetResult();
        });
        Prompts prompts = new(new PromptLibrary(MusicOnly(), ""), (_, _) => null);
        conversation = new Conversation(
            contact, desk, new AgentPhone("1001"), line, new Telephone(contact, prompts),
            CallRoom.Of(_exchange, new FakeRouting(), new AgentPhones(_exchange)));
        var running = conversation.Run(announced: true, given: false);
        await Task.WhenAny(connected.Task, running);
        return (conversation, running);
    }

    internal static string MusicOnly()
    {
        var folder = Directory.CreateTempSubdirectory("tellerline-music-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "music"));
        File.WriteAllBytes(Path.Combine(folder, "music", "hold.wav"), []);
        return folder;
    }
}
