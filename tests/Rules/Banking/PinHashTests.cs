using TellerLine.Banking;

namespace TellerLine.Rules.Banking;

public sealed class PinHashTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private static readonly PinHash Hash = PinHash.Of("739184"u8, Key, "C10001", PinKind.Transaction, iterations: 100);

    [Fact]
    public void the_right_digits_fit() => Assert.True(Hash.Fits("739184"u8, Key, "C10001", PinKind.Transaction));

    [Fact]
    public void others_do_not() => Assert.False(Hash.Fits("739185"u8, Key, "C10001", PinKind.Transaction));

    [Fact]
    public void a_hash_moved_to_another_customer_or_secret_fits_nobody()
    {
        Assert.False(Hash.Fits("739184"u8, Key, "C10002", PinKind.Transaction));
        Assert.False(Hash.Fits("739184"u8, Key, "C10001", PinKind.Enquiry));
    }

    [Fact]
    public void without_the_key_file_the_right_digits_are_of_no_use() =>
        Assert.False(Hash.Fits("739184"u8, new byte[32], "C10001", PinKind.Transaction));

    [Fact]
    public void two_customers_with_one_pin_have_nothing_in_common()
    {
        var other = PinHash.Of("739184"u8, Key, "C10001", PinKind.Transaction, iterations: 100);
        Assert.NotEqual(Hash.Salt, other.Salt);
        Assert.NotEqual(Hash.Hash, other.Hash);
    }

    [Fact]
    public void a_hash_says_how_it_was_made_and_nothing_else() =>
        Assert.Equal("PinHash hmac-sha256(pbkdf2-sha256)", $"{Hash}");

    [Fact]
    public void an_unknown_algorithm_is_a_fault_not_a_wrong_pin() =>
        Assert.Throws<InvalidOperationException>(
            () => (Hash with { Algorithm = "sm3" }).Fits("739184"u8, Key, "C10001", PinKind.Transaction));

    [Fact]
    public void six_digits_are_six_ascii_digits()
    {
        Assert.True(PinHash.IsSixDigits("000000"u8));
        Assert.False(PinHash.IsSixDigits("12345"u8));
        Assert.False(PinHash.IsSixDigits("1234567"u8));
        Assert.False(PinHash.IsSixDigits("12345x"u8));
        Assert.False(PinHash.IsSixDigits(default));
    }

    [Fact]
    public void a_token_in_a_log_line_is_no_token() => Assert.Equal("PinToken", $"{new PinToken("0123456789abcdef")}");
}
