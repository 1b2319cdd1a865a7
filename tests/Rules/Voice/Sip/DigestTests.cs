using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

public sealed class DigestTests
{
    private const string Nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    private const string Cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    [Theory]
    [InlineData("MD5", "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void the_examples_of_rfc_7616_come_out(string algorithm, string expected)
    {
        var ha1 = Digest.Ha1(algorithm, "Mufasa", "http-auth@example.org", "Circle of Life")!;
        Assert.Equal(
            expected, Digest.Response(algorithm, ha1, Nonce, "00000001", Cnonce, "auth", "GET", "/dir/index.html"));
        var header =
            $"""Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm={algorithm}, nonce="{Nonce}", nc=00000001, cnonce="{Cnonce}", qop=auth, response="{expected}", opaque="x" """;
        var credentials = DigestCredentials.Parse(header)!;
        Assert.Equal(1u, credentials.Count);
        Assert.True(credentials.Proves(ha1, "GET"));
        Assert.False(credentials.Proves(ha1, "POST"));
        Assert.False(credentials.Proves(ha1[..^1] + "0", "GET"));
    }

    [Fact]
    public void an_unknown_algorithm_or_another_scheme_proves_nothing()
    {
        Assert.Null(DigestCredentials.Parse("Basic dGVsbGVyOmxpbmU="));
        Assert.Null(DigestCredentials.Parse("Digest realm=\"x\""));
        var odd = DigestCredentials.Parse("Digest username=\"a\", nonce=\"n\", response=\"r\", algorithm=SHA-512")!;
        Assert.False(odd.Proves("00", "REGISTER"));
    }

    [Fact]
    public void a_nonce_is_good_once_per_count_for_five_minutes_and_only_ours()
    {
        var time = new FakeTime();
        var nonces = new Nonces(time);
        var nonce = nonces.New();
        Assert.Equal(NonceState.Good, nonces.Use(nonce, 1));
        Assert.Equal(NonceState.Stale, nonces.Use(nonce, 1));
        Assert.Equal(NonceState.Good, nonces.Use(nonce, 2));
        time.Advance(301_000);
        Assert.Equal(NonceState.Stale, nonces.Use(nonce, 3));
        Assert.Equal(NonceState.Foreign, nonces.Use((nonce[0] == 'B' ? "C" : "B") + nonce[1..], 1));
        Assert.Equal(NonceState.Foreign, nonces.Use("", 1));
        Assert.Equal(NonceState.Foreign, new Nonces(time).Use(nonces.New(), 1));
    }
}
