using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Routing;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>Calls that agents make: from the key pressed to the last entry, and nothing left behind.</summary>
public sealed class OutboundCallTests : IDisposable
{
    private readonly OutboundDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task answered_it_is_a_conversation_in_which_nobody_is_announced_and_all_verbs_are_there()
    {
        _desk.Exchange.Dialled = new Dialled.Answered(_desk.Customer);
        Assert.Null(await _desk.Ring("138 0000-0001"));
        await _desk.Until(desk => desk.Call is not null);
        Assert.Equal(("b", "c"), (_desk.HeardBy("c"), _desk.HeardBy("b")));
        Assert.Equal(
            ("calledOut", "number", "张"), (_desk.Call!.Reason, _desk.Call.Identification, _desk.Call.CustomerName));
        Assert.Equal(1, _desk.Customer.Asked.Count(asked => asked == "record"));
        await _desk.Do(new CallVerb.Hold(true));
        Assert.Equal("", _desk.HeardBy("b"));
        await _desk.Do(new CallVerb.Hold(false));
        await _desk.Do(new CallVerb.End());
        await _desk.Customer.HungUp;
        await _desk.Until(desk => desk.Desk.Wrapup is not null);
        Assert.Equal(
            [
                "ContactDialled", "DialAnswered", "CallerIdentified", "RecordingStarted", "PromptsSpoken",
                "ContactConnected", "ContactHeld", "ContactResumed", "ContactEnded",
            ],
            Story().Where(name => name is not ("LineQuality" or "SegmentBegun")));
        Assert.Equal("agent", _desk.Journal.Told.OfType<ContactEnded>().Single().By);
        // The goodbye of the hotline is for those who called it.
        Assert.Equal(0, _desk.Customer.Asked.Count(asked => asked == "answer"));
    }

    [Fact]
    public async Task who_dials_is_out_of_the_queue_from_the_first_moment_and_free_after_nobody_answered()
    {
        var answer = new TaskCompletionSource<Dialled>();
        _desk.Exchange.OnDial = _ => answer.Task;
        await _desk.Ring("13800000001");
        var contact = _desk.Dial!.ContactId!;
        Assert.Equal([new AgentTakes(contact, "1001")], _desk.Routing.Inputs);
        Assert.Equal(("dialling", "138****0001", "张"), (_desk.Dial.Stage, _desk.Dial.Whom, _desk.Dial.CustomerName));
        answer.SetResult(new Dialled.NotAnswered(486, ""));
        await _desk.Until(desk => desk.Dial?.Stage == "over");
        Assert.Equal("busy", _desk.Dial!.Why);
        Assert.Null(_desk.Desk.Work);
        Assert.Null(_desk.Desk.Wrapup);
        Assert.Equal(
            [new AgentTakes(contact, "1001"), new ConversationEnded(contact, "1001"),
                new WrapupDone("1001", true, contact)],
            _desk.Routing.Inputs);
        Assert.Equal(["ContactDialled", "DialNotAnswered", "ContactEnded", "ContactClosed"], Story());
        Assert.Equal("notReached", _desk.Journal.Told.OfType<ContactClosed>().Single().Disposition);
    }

    [Theory]
    [InlineData(486, "busy", "customer")]
    [InlineData(408, "noAnswer", "customer")]
    [InlineData(603, "declined", "customer")]
    [InlineData(404, "unreachable", "network")]
    [InlineData(500, "failed", "network")]
    public async Task why_nobody_answered_is_said_in_words(int status, string why, string by)
    {
        _desk.Exchange.Dialled = new Dialled.NotAnswered(status, "");
        await _desk.Ring("13800000001");
        await _desk.Until(desk => desk.Dial?.Why == why);
        Assert.Equal(by, _desk.Journal.Told.OfType<ContactEnded>().Single().By);
        Assert.Equal((why, status), (NotAnswered().Why, NotAnswered().Status));
    }

    [Fact]
    public async Task how_it_comes_on_is_seen_and_what_the_called_side_sends_is_heard()
    {
        using var early = new FakeLine("e", LegKind.Sip);
        var answer = new TaskCompletionSource<Dialled>();
        IProgress<DialProgress>? progress = null;
        _desk.Exchange.OnDial = request =>
        {
            progress = request.Progress;
            return answer.Task;
        };
        await _desk.Ring("13800000001");
        progress!.Report(new DialProgress.Ringing());
        progress.Report(new DialProgress.Ringing());
        Assert.Equal("ringing", _desk.Dial!.Stage);
        Assert.Equal(1, _desk.Browser.Asked.Count(asked => asked == "play"));
        progress.Report(new DialProgress.EarlyMedia(early));
        Assert.Equal(("earlyMedia", "e"), (_desk.Dial!.Stage, _desk.HeardBy("b")));
        answer.SetResult(new Dialled.NotAnswered(408, ""));
        await _desk.Until(desk => desk.Dial?.Stage == "over");
        Assert.Equal("", _desk.HeardBy("b"));
        Assert.Equal(["ringing", "earlyMedia"], _desk.Journal.Told.OfType<DialProgressed>().Select(one => one.What));
    }

    [Theory]
    [InlineData(LineSound.Busy, "busyTone", "busy")]
    [InlineData(LineSound.Congestion, "congestionTone", "busy")]
    [InlineData(LineSound.Unobtainable, "unobtainableTone", "unreachable")]
    [InlineData(LineSound.RingBack, "ringBackTone", "noAnswer")]
    public async Task what_the_network_says_in_tones_is_said_in_words_and_is_why_it_was_not_answered(
        LineSound sound, string heard, string why)
    {
        using var early = new FakeLine("e", LegKind.Sip);
        var answer = new TaskCompletionSource<Dialled>();
        IProgress<DialProgress>? progress = null;
        _desk.Exchange.OnDial = request =>
        {
            progress = request.Progress;
            return answer.Task;
        };
        await _desk.Ring("13800000001");
        progress!.Report(new DialProgress.EarlyMedia(early));
        early.Line!(LineSound.Silence);
        Assert.Null(_desk.Dial!.Heard);
        early.Line(sound);
        Assert.Equal(heard, _desk.Dial!.Heard);
        answer.SetResult(new Dialled.NotAnswered(408, ""));
        await _desk.Until(desk => desk.Dial?.Stage == "over");
        Assert.Equal(why, NotAnswered().Why);
        Assert.Equal(["earlyMedia", heard], _desk.Journal.Told.OfType<DialProgressed>().Select(one => one.What));
    }

    [Fact]
    public async Task who_answered_is_seen_in_the_conversation_until_it_is_known()
    {
        _desk.Exchange.Dialled = new Dialled.Answered(_desk.Customer);
        await _desk.Ring("13800000001");
        await _desk.Until(desk => desk.Call is not null);
        _desk.Customer.Line!(LineSound.Announcement);
        await _desk.Until(desk => desk.Call?.Heard == "announcement");
        _desk.Customer.Line!(LineSound.Machine);
        await _desk.Until(desk => desk.Call?.Heard == "machine");
        Assert.Null(_desk.Customer.Line);
        Assert.Equal(
            ["announcement", "machine"], _desk.Journal.Told.OfType<DialProgressed>().Select(one => one.What));
    }

    [Fact]
    public async Task given_up_while_it_rings_nobody_rings_any_more()
    {
        var asked = new TaskCompletionSource<CancellationToken>();
        _desk.Exchange.OnDialling = async (_, ct) =>
        {
            asked.SetResult(ct);
            await Task.Delay(Timeout.Infinite, ct);
            throw new InvalidOperationException("Nobody answers.");
        };
        await _desk.Ring("13800000001");
        await asked.Task;
        Assert.Equal("noCall", await _desk.Do(new CallVerb.Hold(true)));
        Assert.Null(await _desk.Do(new CallVerb.End()));
        await _desk.Until(desk => desk.Dial?.Stage == "over");
        Assert.Equal(("cancelled", "agent"), (NotAnswered().Why, _desk.Journal.Told.OfType<ContactEnded>().Single().By));
        Assert.Null(_desk.Desk.Work);
    }

    [Fact]
    public async Task answered_in_the_instant_of_giving_up_the_called_one_is_let_go()
    {
        _desk.Exchange.OnDial = async _ =>
        {
            await _desk.Do(new CallVerb.End());
            return new Dialled.Answered(_desk.Customer);
        };
        await _desk.Ring("13800000001");
        await _desk.Customer.HungUp;
        await _desk.Until(desk => desk.Dial?.Stage == "over");
        Assert.Equal("cancelled", NotAnswered().Why);
    }

    [Fact]
    public async Task the_desk_lost_while_it_rings_ends_it_and_the_agent_is_not_ready()
    {
        var asked = new TaskCompletionSource();
        _desk.Exchange.OnDialling = async (_, ct) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, ct);
            throw new InvalidOperationException("Nobody answers.");
        };
        await _desk.Ring("13800000001");
        await asked.Task;
        _desk.Browser.Leave(LegEndBy.Lost);
        await _desk.Until(desk => desk.Dial?.Stage == "over");
        Assert.Equal("agentLost", NotAnswered().Why);
        Assert.Contains(new AgentGone("1001"), _desk.Routing.Inputs);
    }

    [Fact]
    public async Task a_page_that_is_reloaded_while_it_rings_goes_on_by_its_new_line()
    {
        using var anew = new FakeLine("b2", LegKind.Browser);
        var answer = new TaskCompletionSource<Dialled>();
        _desk.Exchange.OnDial = _ => answer.Task;
        await _desk.Ring("13800000001");
        await _desk.Phones.Of("1001").Connect(anew);
        anew.Audio(LegAudio.Back);
        answer.SetResult(new Dialled.Answered(_desk.Customer));
        await _desk.Until(desk => desk.Call is not null);
        Assert.Equal(("b2", "c"), (_desk.HeardBy("c"), _desk.HeardBy("b2")));
    }

    [Fact]
    public async Task a_sip_phone_rings_first_and_is_let_go_when_nobody_answers()
    {
        using var phone = new FakeLine("p", LegKind.Sip);
        _desk.Phones.Choose("1001", "sip");
        _desk.Exchange.Registered.Add("1001");
        _desk.Exchange.OnDial = request => Task.FromResult<Dialled>(
            request.To == "1001" ? new Dialled.Answered(phone) : new Dialled.NotAnswered(486, ""));
        await _desk.Ring("13800000001");
        await phone.HungUp;
        await _desk.Until(desk => desk.Dial?.Stage == "over");
        Assert.Equal("busy", _desk.Dial!.Why);
    }

    [Fact]
    public async Task a_sip_phone_that_is_not_picked_up_calls_nobody()
    {
        List<string> called = [];
        _desk.Phones.Choose("1001", "sip");
        _desk.Exchange.Registered.Add("1001");
        _desk.Exchange.OnDial = request =>
        {
            called.Add(request.To);
            return Task.FromResult<Dialled>(new Dialled.NotAnswered(408, ""));
        };
        await _desk.Ring("13800000001");
        await _desk.Until(desk => desk.Dial?.Stage == "over");
        Assert.Equal("phoneNotAnswered", NotAnswered().Why);
        Assert.Equal(["1001"], called);
    }

    [Fact]
    public async Task a_contact_is_called_back_by_its_number_which_nobody_is_told()
    {
        DialRequest? request = null;
        _desk.Numbers["n1-a"] = "+8613800000001";
        _desk.Exchange.OnDial = asked =>
        {
            request = asked;
            return Task.FromResult<Dialled>(new Dialled.NotAnswered(486, ""));
        };
        Assert.Null(await _desk.CallBack("n1-a"));
        await _desk.Until(desk => desk.Dial?.Stage == "over");
        Assert.Equal(("13800000001", "95000"), (request!.To, request.From));
        Assert.Equal(("138****0001", "n1-a"), (_desk.Dial!.Whom, _desk.Dial.CallsBack));
        var dialled = _desk.Journal.Told.OfType<ContactDialled>().Single();
        Assert.Equal(new ContactDialled("voice", "138****0001", "1001", "n1-a"), dialled);
        Assert.Equal([(_desk.Dial.ContactId!, "+8613800000001", "13800000001")], _desk.Kept);
        Assert.Equal(
            [("call.dialled", $"contact/{_desk.Dial.ContactId}", "138****0001, contact/n1-a")], _desk.Audited);
    }

    [Fact]
    public async Task a_contact_without_a_number_or_anothers_is_not_called_back() =>
        Assert.Equal("noNumber", await _desk.CallBack("n1-z"));

    [Theory]
    [InlineData("12")]
    [InlineData("sip:a@b")]
    [InlineData("")]
    public async Task what_is_no_number_is_not_dialled(string typed)
    {
        Assert.Equal("badWhom", await _desk.Ring(typed));
        Assert.Empty(_desk.Routing.Inputs);
    }

    [Fact]
    public async Task who_is_not_free_calls_nobody()
    {
        _desk.Routing.OnTake = AcceptOutcome.Lost;
        Assert.Equal("notFree", await _desk.Ring("13800000001"));
        Assert.Empty(_desk.Journal.Told);
    }

    [Fact]
    public async Task without_a_line_nobody_is_called()
    {
        _desk.Browser.Leave();
        Assert.Equal("phoneDown", await _desk.Ring("13800000001"));
        Assert.Empty(_desk.Routing.Inputs);
    }

    [Fact]
    public async Task a_customer_sent_to_the_queue_waits_as_any_other()
    {
        _desk.Exchange.Dialled = new Dialled.Answered(_desk.Customer);
        await _desk.Ring("13800000001");
        await _desk.Until(desk => desk.Call is not null);
        var waits = new TaskCompletionSource();
        _desk.Routing.OnTell = input =>
        {
            if (input is ContactWaits)
                waits.TrySetResult();
        };
        await _desk.Do(new CallVerb.SendAway(SendTo.Queue));
        await waits.Task;
        Assert.Equal("transferred", _desk.Journal.Told.OfType<ContactQueued>().Single().Reason);
        _desk.Customer.Leave();
        await _desk.Until(desk => desk.Journal.Told.OfType<ContactClosed>().Any() || desk.Desk.Wrapup is not null);
        await _desk.Until(desk => desk.Journal.Told.OfType<ContactEnded>().Any());
    }

    [Fact]
    public async Task a_customer_who_hangs_up_ends_it_and_the_agent_owes_the_wrap_up()
    {
        _desk.Exchange.Dialled = new Dialled.Answered(_desk.Customer);
        await _desk.Ring("13800000001");
        await _desk.Until(desk => desk.Call is not null);
        _desk.Customer.Leave();
        await _desk.Until(desk => desk.Desk.Wrapup is not null);
        await _desk.Until(desk => desk.Journal.Told.OfType<ContactEnded>().Any());
        Assert.Equal("customer", _desk.Journal.Told.OfType<ContactEnded>().Single().By);
    }

    private DialNotAnswered NotAnswered() => _desk.Journal.Told.OfType<DialNotAnswered>().Single();

    private string[] Story() => [.. _desk.Journal.Told.Select(told => told.GetType().Name)];
}
