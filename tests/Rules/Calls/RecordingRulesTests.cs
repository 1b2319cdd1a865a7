using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Kernel;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>What the bank's rules record of a call, place by place.</summary>
public sealed class RecordingRulesTests : IDisposable
{
    private readonly FakeJournal _journal = new();
    private readonly FakeLine _customer = new("c", LegKind.Sip);
    private readonly ContactRecorder _recorder = new(
        new FakeExchange(), new KernelOptions { DataDirectory = Path.GetTempPath() }, TimeProvider.System,
        NullLogger<ContactRecorder>.Instance);

    private readonly LiveContact _contact;

    public RecordingRulesTests() => _contact = new LiveContact(
        new ContactRecord("n1-a", _journal, TimeProvider.System), _customer, null, null, TimeProvider.System.NowUs());

    public void Dispose() => _customer.Dispose();

    [Theory]
    [InlineData("all", true, true, true, true)]
    [InlineData("part", false, false, true, false)]
    [InlineData("onDemand", false, false, false, false)]
    [InlineData("none", false, false, false, false)]
    public async Task a_rule_says_what_is_kept_in_the_menu_in_the_queue_in_conversation_and_after_it(
        string mode, params bool[] kept)
    {
        var rules = Rules(new RecordingRule(null, null, mode, "理由", "reason"));
        await rules.Answered(_contact);
        Assert.Equal(kept[0], _recorder.IsKept("n1-a"));
        await Asks(rules);
        Assert.Equal(kept[1], _recorder.IsKept("n1-a"));
        await rules.Talks(_contact, true);
        Assert.Equal(kept[2], _recorder.IsKept("n1-a"));
        await rules.Talks(_contact, false);
        Assert.Equal(kept[3], _recorder.IsKept("n1-a"));
        Assert.Equal(mode != "none", _customer.Asked.Contains("record"));
        // Nothing is in the file from before it was told not to be.
        if (mode is "part" or "onDemand")
            Assert.Equal(["withhold", "record"], _customer.Asked[..2]);
    }

    [Fact]
    public async Task the_first_rule_that_fits_counts_and_the_story_tells_where_it_changes_what_is_kept_and_why()
    {
        var rules = Rules(
            new RecordingRule(null, "complaint", "none", "客户投诉渠道", "complaints are private"),
            new RecordingRule("service", null, "part", "人工", "persons"), new RecordingRule(null, null, "all", "凭证", "evidence"));
        await rules.Answered(_contact);
        Assert.True(_recorder.IsKept("n1-a"));
        await Asks(rules, "main", "complaint");
        Assert.False(_recorder.IsKept("n1-a"));
        await rules.Talks(_contact, true);
        Assert.False(_recorder.IsKept("n1-a"));
        Assert.Equal(
            [new RecordingRuled("none", false, "客户投诉渠道", "complaints are private", 1)],
            _journal.Told.OfType<RecordingRuled>());
        await Asks(rules, "main");
        await rules.Talks(_contact, true);
        Assert.True(_recorder.IsKept("n1-a"));
    }

    [Fact]
    public async Task what_is_recorded_on_demand_begins_when_the_agent_says_so_and_ends_with_the_conversation()
    {
        var rules = Rules(new RecordingRule(null, null, "onDemand", "按需", "on demand"));
        await rules.Answered(_contact);
        await rules.Talks(_contact, true);
        Assert.True(await rules.Demanded(_contact));
        Assert.False(await rules.Demanded(_contact));
        Assert.True(_recorder.IsKept("n1-a"));
        await rules.Talks(_contact, false);
        Assert.False(_recorder.IsKept("n1-a"));
    }

    [Fact]
    public async Task a_pause_in_a_conversation_that_alone_is_recorded_outlives_neither()
    {
        var rules = Rules(new RecordingRule(null, null, "part", "人工", "persons"));
        await rules.Answered(_contact);
        await rules.Talks(_contact, true);
        await _recorder.Withhold(_contact, ContactRecorder.Paused, true);
        await rules.Talks(_contact, false);
        await _recorder.Withhold(_contact, ContactRecorder.Paused, false);
        Assert.False(_recorder.IsKept("n1-a"));
    }

    private RecordingRules Rules(params IReadOnlyList<RecordingRule> rules) =>
        new(_recorder, new FakeDefinitions(rules));

    private Task Asks(RecordingRules rules, params IReadOnlyList<string> path)
    {
        _contact.Request = new FlowOutcome.HumanRequested(path, HumanReason.Menu, null);
        return rules.Asked(_contact);
    }
}
