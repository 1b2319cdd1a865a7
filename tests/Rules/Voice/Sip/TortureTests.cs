using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>The messages of RFC 4475 and RFC 5118, from the data folder beside the repository.</summary>
public sealed class TortureTests
{
    private static readonly string Folder = Path.Combine(FindData(), "sip-torture");

    public static TheoryData<string> Good =>
    [
        "rfc4475/wsinv.dat", "rfc4475/intmeth.dat", "rfc4475/esc01.dat", "rfc4475/escnull.dat", "rfc4475/esc02.dat",
        "rfc4475/lwsdisp.dat",
        "rfc4475/longreq.dat", "rfc4475/dblreq.dat", "rfc4475/semiuri.dat", "rfc4475/transports.dat",
        "rfc4475/mpart01.dat",
        "rfc4475/unreason.dat", "rfc4475/noreason.dat", "rfc4475/zeromf.dat", "rfc4475/cparam01.dat",
        "rfc4475/cparam02.dat",
        "rfc4475/regescrt.dat", "rfc4475/sdp01.dat", "rfc4475/inv2543.dat", "rfc4475/bext01.dat", "rfc4475/invut.dat",
        "rfc4475/badbranch.dat",
        "rfc4475/bcast.dat", "rfc4475/baddn.dat", "rfc4475/badaspec.dat", "rfc4475/baddate.dat", "rfc4475/regaut01.dat",
        "rfc4475/escruri.dat",
        "rfc5118/ipv6-good", "rfc5118/port-unambiguous", "rfc5118/via-received-param-no-delim",
        "rfc5118/via-received-param-with-delim",
        "rfc5118/mult-ip-in-header", "rfc5118/mult-ip-in-sdp", "rfc5118/ipv4-mapped-ipv6", "rfc5118/ipv6-in-sdp",
        "rfc5118/ipv6-correct-abnf-2-colons",
    ];

    public static TheoryData<string, int> Bad => new()
    {
        { "rfc4475/badinv01.dat", 400 }, { "rfc4475/clerr.dat", 400 }, { "rfc4475/ncl.dat", 400 },
        { "rfc4475/scalar02.dat", 400 },
        { "rfc4475/scalarlg.dat", 400 }, { "rfc4475/quotbal.dat", 400 }, { "rfc4475/ltgtruri.dat", 400 },
        { "rfc4475/lwsruri.dat", 400 },
        { "rfc4475/lwsstart.dat", 400 }, { "rfc4475/trws.dat", 400 }, { "rfc4475/mismatch01.dat", 400 },
        { "rfc4475/mismatch02.dat", 400 },
        { "rfc4475/bigcode.dat", 400 }, { "rfc4475/badvers.dat", 505 }, { "rfc4475/unkscm.dat", 416 },
        { "rfc4475/novelsc.dat", 416 },
        { "rfc4475/insuf.dat", 400 }, { "rfc4475/multi01.dat", 400 }, { "rfc4475/mcl01.dat", 400 },
        { "rfc4475/regbadct.dat", 400 },
        { "rfc5118/ipv6-bad", 400 }, { "rfc5118/ipv6-bug-abnf-3-colons", 400 },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void a_strange_but_right_message_is_understood(string file)
    {
        var message = SipParser.Parse(Bytes(file), stream: false, out var fault);
        Assert.Null(fault);
        Assert.NotNull(message!.From);
        Assert.NotEmpty(message.CallId);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void a_wrong_message_is_refused_with_its_reason(string file, int status)
    {
        _ = SipParser.Parse(Bytes(file), stream: false, out var fault);
        Assert.Equal(status, fault?.Status);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task a_wrong_request_is_answered_a_wrong_response_met_with_silence(string file, int status)
    {
        await using var exchange = new Exchange(
            new VoiceOptions { Listen = "127.0.0.1" }, new FakeMedia(), null, null, "n1", new FakeTime(),
            NullLogger<Exchange>.Instance);
        var stack = exchange.Sip.Stack;
        var peer = new FakeFlow();
        var bytes = Bytes(file);
        stack.Receive(bytes, peer);
        if (Encoding.ASCII.GetString(bytes).StartsWith("SIP/2.0", StringComparison.Ordinal))
            Assert.Empty(peer.Bytes);
        else
            Assert.StartsWith(
                $"SIP/2.0 {status} ", Encoding.UTF8.GetString(Assert.Single(peer.Bytes)), StringComparison.Ordinal);
        Assert.Equal(1, stack.Counters.MalformedCount);
    }

    [Fact]
    public void folding_escapes_and_quotes_are_taken_apart_as_meant()
    {
        var wsinv = SipParser.Parse(Bytes("rfc4475/wsinv.dat"), stream: false, out _)!;
        Assert.Equal("1918181833n", wsinv.To.Tag);
        Assert.Equal("98asjd8", wsinv.From.Tag);
        Assert.Equal("J Rosenberg \\\"", wsinv.From.Display);
        Assert.Equal(68, wsinv.MaxForwards);
        Assert.Equal(9u, wsinv.CSeq);
        Assert.Equal("390skdjuw", wsinv.TopVia!.Branch);
        Assert.Equal(3, wsinv.HeaderValues(HeaderName.Via).Count);
        var esc = SipParser.Parse(Bytes("rfc4475/esc01.dat"), stream: false, out _)!;
        Assert.True(SipUri.TryParse(esc.RequestUri, out var uri));
        Assert.Equal("sips:user@example.com", uri.User);
        Assert.Equal("example.net", uri.Host);
        Assert.Equal("I have spaces", esc.From.Sip!.User);
        var semicolon = SipParser.Parse(Bytes("rfc4475/semiuri.dat"), stream: false, out _)!;
        Assert.True(SipUri.TryParse(semicolon.RequestUri, out uri));
        Assert.Equal("user;par=u@example.net", uri.User);
    }

    [Fact]
    public void no_cut_or_flipped_byte_makes_the_parser_throw()
    {
        var random = new Random(1);
        foreach (
            var file in Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*", SearchOption.AllDirectories) : [])
        {
            var bytes = File.ReadAllBytes(file);
            for (var i = 0; i < 60; i++)
            {
                var broken = bytes[..random.Next(bytes.Length)];
                for (var flips = random.Next(4); flips > 0 && broken.Length > 0; flips--)
                    broken[random.Next(broken.Length)] = (byte)random.Next(256);
                _ = SipParser.Parse(broken, stream: i % 2 == 0, out _);
            }
        }
    }

    private static byte[] Bytes(string file)
    {
        var path = Path.Combine(Folder, file);
        Assert.SkipUnless(File.Exists(path), $"not run: {path} is missing (TELLERLINE_DATA names the data folder)");
        return File.ReadAllBytes(path);
    }

    private static string FindData()
    {
        if (Environment.GetEnvironmentVariable("TELLERLINE_DATA") is { Length: > 0 } given)
            return given;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "TellerLine.slnx")))
                return Path.GetFullPath(Path.Combine(folder.FullName, "../shared/data"));
        return "../shared/data";
    }
}
