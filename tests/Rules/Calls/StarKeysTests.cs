using TellerLine.Calls.Core;
using TellerLine.Desks;
using TellerLine.Rules.Architecture;

namespace TellerLine.Rules.Calls;

/// <summary>The keys of an agent's telephone become what a desk would ask.</summary>
public sealed class StarKeysTests
{
    public static TheoryData<string, CallVerb> Codes => new()
    {
        { "*11", new CallVerb.Hold(true) },
        { "*10", new CallVerb.Hold(false) },
        { "*13", new CallVerb.Mute(true) },
        { "*12", new CallVerb.Mute(false) },
        { "*23", new CallVerb.Transfer() },
        { "*24", new CallVerb.Conference() },
        { "*20", new CallVerb.DropConsult() },
        { "*31", new CallVerb.SendAway(SendTo.Queue) },
        { "*32", new CallVerb.SendAway(SendTo.Menu) },
        { "*33", new CallVerb.SendAway(SendTo.Park) },
        { "*41", new CallVerb.AskSecret("enquiryPin") },
        { "*42", new CallVerb.AskSecret("transactionPin") },
        { "*40", new CallVerb.StopSecret() },
        { "*51", new CallVerb.PinSpoken(true) },
        { "*50", new CallVerb.PinSpoken(false) },
        { "*60", new CallVerb.ResumeRecording() },
        { "*71", new CallVerb.Guide(null) },
        { "*70", new CallVerb.StopGuide() },
        { "*99", new CallVerb.End() },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public void a_code_is_a_verb_and_is_keyed_to_its_end_once(string keys, CallVerb verb)
    {
        var star = new StarKeys();
        Assert.Equal([new StarOrder.Ask(verb)], Orders(star, keys));
        Assert.False(star.IsUnderWay);
        Assert.Empty(Orders(star, "11#"));
    }

    [Fact]
    public void every_code_stands_in_the_book()
    {
        var book = File.ReadAllText(Path.Combine(Tree.Root, "docs", "conversation.md"));
        Assert.All(Codes, code => Assert.Contains($"`{code.Data.Item1}`", book, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("*211002#", "1002", false)]
    [InlineData("*2213800000001#", "13800000001", true)]
    public void a_number_ends_with_the_square(string keys, string number, bool thenTransfer) =>
        Assert.Equal([new StarOrder.Call(number, thenTransfer)], Orders(new StarKeys(), keys));

    [Fact]
    public void what_is_parked_or_rings_at_a_colleague_is_taken_by_its_place_or_the_colleague()
    {
        Assert.Equal([new StarOrder.PickUp(null)], Orders(new StarKeys(), "*34#"));
        Assert.Equal([new StarOrder.PickUp(12)], Orders(new StarKeys(), "*3412#"));
        Assert.Equal([new StarOrder.TakeOffer("1002")], Orders(new StarKeys(), "*351002#"));
    }

    [Theory]
    [InlineData("*34", "PickUp { Place =  }")]
    [InlineData("*342#", "PickUp { Place = 2 }")]
    [InlineData("*351002", "TakeOffer { Colleague = 1002 }")]
    [InlineData("*2195566", "Call { Number = 95566, ThenTransfer = False }")]
    [InlineData("*61", "Pause { Reason = 1 }")]
    [InlineData("*35", "Unknown { }")]
    [InlineData("*34*", "Unknown { }")]
    [InlineData("*3499999999999", "Unknown { }")]
    [InlineData("*119", "Unknown { }")]
    [InlineData("*", "Unknown { }")]
    public void dialled_a_code_is_whole_as_it_stands(string dialled, string order) =>
        Assert.Equal(order, StarKeys.Dialled(dialled).ToString());

    [Fact]
    public void the_digit_of_a_pause_is_its_reason() =>
        Assert.Equal([new StarOrder.Pause(3)], Orders(new StarKeys(), "*63"));

    [Theory]
    [InlineData("*98")]
    [InlineData("*1#")]
    [InlineData("*#")]
    [InlineData("*21#")]
    [InlineData("*21123456789012345678901")]
    public void what_is_no_code_is_said_to_be_none(string keys) =>
        Assert.Equal([new StarOrder.Unknown()], Orders(new StarKeys(), keys));

    [Theory]
    [InlineData("123#456")]
    [InlineData("*2")]
    [InlineData("*21100")]
    public void keys_without_a_star_and_half_a_code_ask_for_nothing(string keys) =>
        Assert.Empty(Orders(new StarKeys(), keys));

    [Fact]
    public void a_star_begins_anew_and_what_came_too_late_is_forgotten()
    {
        var star = new StarKeys();
        Assert.Equal([new StarOrder.Ask(new CallVerb.Hold(true))], Orders(star, "*2110*11"));
        Assert.Empty(Orders(star, "*1"));
        star.Forget();
        Assert.Empty(Orders(star, "1"));
    }

    private static List<StarOrder> Orders(StarKeys star, string keys) =>
        [.. keys.Select(star.Feed).OfType<StarOrder>()];
}
