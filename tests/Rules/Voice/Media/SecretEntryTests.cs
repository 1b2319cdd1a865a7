using TellerLine.Voice;
using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Engine;

namespace TellerLine.Rules.Voice.Media;

public sealed class SecretEntryTests
{
    private readonly KeySlab.KeyCell _cell = new KeySlab(1, _ => { })[0];
    private readonly SecretEntry _secret = new(1, 6, 10_000, 8_000);

    [Fact]
    public void a_terminator_before_any_digit_belongs_to_the_entry_before_and_starts_no_clock()
    {
        Assert.True(SecretEntry.MeansNothing(_cell, (byte)'#'));
        Assert.False(_secret.On(_cell, (byte)'#', 1_000));
        Assert.Equal(0, _secret.DeadlineUs); // the prompt is still being played
        _secret.AwaitFirst(2_000);
        Assert.False(_secret.On(_cell, (byte)'#', 3_000));
        Assert.Equal(10_002_000, _secret.DeadlineUs);
        Assert.False(_secret.On(_cell, (byte)'1', 4_000));
        Assert.Equal(8_004_000, _secret.DeadlineUs);
        Assert.False(SecretEntry.MeansNothing(_cell, (byte)'#'));
        Assert.True(_secret.On(_cell, (byte)'#', 5_000));
        Assert.Equal(CollectEnd.Terminated, _secret.End);
    }

    [Fact]
    public void an_entry_that_is_cleared_again_and_again_ends_as_one_whose_patience_ended()
    {
        var keys = 0;
        while (!_secret.On(_cell, keys % 2 == 0 ? (byte)'1' : (byte)'*', 1_000))
            keys++;
        Assert.Equal((CollectEnd.TimedOut, 6 * SecretEntry.MaxKeysPerDigit), (_secret.End, keys));
        Assert.Equal(10_000 + (24 * 8_000), SecretEntry.LongestMs(new SecretRequest([])));
    }

    [Fact]
    public void only_the_first_key_of_a_prompt_may_leave_it_running()
    {
        var playing = new Playing(1, [], false, keysInterrupt: true, butFor: '#');
        Assert.False(playing.IsInterruptedBy((byte)'#'));
        Assert.True(playing.IsInterruptedBy((byte)'#'));
        playing = new Playing(1, [], false, keysInterrupt: true, butFor: '#');
        Assert.True(playing.IsInterruptedBy((byte)'5'));
        Assert.True(playing.IsInterruptedBy((byte)'#'));
        Assert.False(new Playing(1, [], false, keysInterrupt: false).IsInterruptedBy((byte)'5'));
    }
}
