using TellerLine.Host;

namespace TellerLine.Rules.Host;

public sealed class OriginGuardTests
{
    private static readonly string[] Others = ["https://desk.bank.example"];

    [Theory]
    [InlineData(null, "https", "bank.example", true)]
    [InlineData("https://bank.example", "https", "bank.example", true)]
    [InlineData("https://bank.example:8443", "https", "bank.example:8443", true)]
    [InlineData("https://desk.bank.example", "https", "bank.example", true)]
    [InlineData("https://bank.example", "http", "bank.example", true)]
    [InlineData("http://bank.example", "https", "bank.example", false)]
    [InlineData("https://bank.example:444", "https", "bank.example", false)]
    [InlineData("https://bank.example.evil.example", "https", "bank.example", false)]
    [InlineData("https://evil.example", "https", "bank.example", false)]
    [InlineData("null", "https", "bank.example", false)]
    [InlineData("://bank.example", "http", "bank.example", false)]
    [InlineData("https://", "https", "", false)]
    public void an_origin_is_this_host_or_one_that_is_named(string? origin, string scheme, string host, bool allowed) =>
        Assert.Equal(allowed, OriginGuard.Allows(origin, scheme, host, Others));
}
