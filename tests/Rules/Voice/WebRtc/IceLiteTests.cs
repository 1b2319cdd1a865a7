using System.Net;
using System.Text;
using TellerLine.Voice.WebRtc;
using TellerLine.Voice.WebRtc.Ice;
using TellerLine.Voice.WebRtc.Stun;

namespace TellerLine.Rules.Voice.WebRtc;

public sealed class IceLiteTests
{
    private static readonly PeerAddress Source = PeerAddress.From(new IPEndPoint(IPAddress.Loopback, 40_000));

    private readonly IceLite _ice = new();

    [Fact]
    public void a_good_check_is_answered_with_its_source_under_our_password()
    {
        var (outcome, answer) = Ask(_ice.Current, controlling: true);
        Assert.Equal(CheckOutcome.Valid, outcome);
        Assert.True(StunMessage.TryParse(answer, out var message));
        Assert.Equal(StunWords.BindingSuccess, message.Type);
        Assert.True(message.IntegrityHolds(_ice.Current.Key));
        Assert.True(message.HasFingerprint);
    }

    [Fact]
    public void use_candidate_nominates() =>
        Assert.Equal(CheckOutcome.Nominated, Ask(_ice.Current, controlling: true, nominate: true).Outcome);

    [Fact]
    public void a_peer_that_takes_itself_for_controlled_is_told_of_the_role_conflict() =>
        AssertRefused(487, Ask(_ice.Current, controlling: false, nominate: true));

    [Fact]
    public void a_check_without_integrity_is_a_bad_request() =>
        AssertRefused(400, Ask(_ice.Current, controlling: true, sign: false));

    [Fact]
    public void a_wrong_password_is_unauthenticated() =>
        AssertRefused(401, Ask(new IceCredentials(_ice.Current.Ufrag, "wrongwrongwrongwrongwron"), controlling: true));

    [Fact]
    public void a_strange_user_fragment_is_unauthenticated() =>
        AssertRefused(401, Ask(new IceCredentials(), controlling: true));

    [Fact]
    public void an_attribute_we_must_understand_and_do_not_is_named()
    {
        var (outcome, answer) = Ask(_ice.Current, controlling: true, strange: 0x7FFF);
        AssertRefused(420, (outcome, answer));
        Assert.Contains("000A00027FFF0000", Convert.ToHexString(answer), StringComparison.Ordinal);
    }

    [Fact]
    public void after_a_restart_both_generations_hold_until_the_new_one_nominates()
    {
        var old = _ice.Current;
        _ice.Restart();
        Assert.NotEqual(old.Ufrag, _ice.Current.Ufrag);
        Assert.Equal(CheckOutcome.Valid, Ask(old, controlling: true).Outcome);
        Assert.Equal(CheckOutcome.Nominated, Ask(_ice.Current, controlling: true, nominate: true).Outcome);
        Assert.Same(old, _ice.Settle());
        AssertRefused(401, Ask(old, controlling: true));
    }

    [Fact]
    public void of_two_restarts_in_a_row_the_one_between_is_forgotten()
    {
        var first = _ice.Current;
        _ice.Restart();
        var between = _ice.Current;
        _ice.Restart();
        Assert.Equal(CheckOutcome.Valid, Ask(first, controlling: true).Outcome);
        AssertRefused(401, Ask(between, controlling: true));
        Assert.Equal(CheckOutcome.Valid, Ask(_ice.Current, controlling: true).Outcome);
    }

    [Fact]
    public void credentials_are_as_long_and_as_random_as_the_standard_asks()
    {
        var many = Enumerable.Range(0, 1000).Select(_ => new IceCredentials()).ToArray();
        Assert.All(many, one => Assert.Matches("^[A-Za-z0-9+/]{8} [A-Za-z0-9+/]{24}$", $"{one.Ufrag} {one.Password}"));
        Assert.Equal(1000, many.Select(one => one.Number).Distinct().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345678")]
    [InlineData("1234567:ab")]
    [InlineData("123456789:a")]
    public void a_username_of_another_shape_names_no_session(string username) =>
        Assert.False(IceCredentials.TryNumber(Encoding.ASCII.GetBytes(username), out _));

    private static void AssertRefused(int code, (CheckOutcome Outcome, byte[] Answer) asked)
    {
        Assert.Equal(CheckOutcome.Refused, asked.Outcome);
        Assert.True(StunMessage.TryParse(asked.Answer, out var message));
        Assert.Equal(StunWords.BindingError, message.Type);
        Assert.Contains(
            $"0000{code / 100:X2}{code % 100:X2}", Convert.ToHexString(asked.Answer), StringComparison.Ordinal);
        Assert.Equal(code is 420 or 487, message.HasIntegrity);
    }

    private (CheckOutcome Outcome, byte[] Answer) Ask(
        IceCredentials with, bool controlling, bool nominate = false, bool sign = true, ushort strange = 0)
    {
        var request = Check(with, controlling, nominate, sign, strange);
        Assert.True(StunMessage.TryParse(request, out var check));
        var reply = new byte[IceLite.MaxReply];
        var outcome = _ice.Answer(check, Source, reply, out var length, out _);
        return (outcome, reply[..length]);
    }

    internal static byte[] Check(
        IceCredentials with, bool controlling, bool nominate = false, bool sign = true, ushort strange = 0)
    {
        var buffer = new byte[200];
        var writer = new StunWriter(buffer, StunWords.BindingRequest, "transaction1"u8);
        writer.Text(StunWords.Username, Encoding.ASCII.GetBytes(with.Ufrag + ":them"));
        writer.Text(controlling ? StunWords.IceControlling : StunWords.IceControlled, "12345678"u8);
        writer.Text(StunWords.Priority, "abcd"u8);
        if (nominate)
            writer.Text(StunWords.UseCandidate, []);
        if (strange != 0)
            writer.Text(strange, []);
        if (sign)
            writer.MessageIntegrity(with.Key);
        writer.Fingerprint();
        return buffer[..writer.Length];
    }
}
