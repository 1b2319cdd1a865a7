using System.Net;

namespace TellerLine.Voice;

/// <summary>A fault of section <c>Voice</c>; the host tells it with all others before anything starts.</summary>
public sealed record VoiceFault(string Place, string Found, string Expected);

public static class VoiceConfiguration
{
    public static IEnumerable<VoiceFault> Check(VoiceOptions options)
    {
        if (!IPAddress.TryParse(options.Listen, out _))
            yield return new("Voice:Listen", $"\"{options.Listen}\"", "an IP address, 0.0.0.0 for all");
        foreach (
            var advertised in options.Advertise.Split(
                ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (!IPAddress.TryParse(advertised, out var address) || address.Equals(IPAddress.Any))
                yield return new(
                    "Voice:Advertise", $"\"{advertised}\"",
                    "addresses that telephones can reach, or nothing for a guess");
        if (options.SipPort is < 0 or > 65_535)
            yield return new("Voice:SipPort", $"{options.SipPort}", "a port, 0 for a free one");
        if (options.WebRtcPort is < 0 or > 65_535)
            yield return new("Voice:WebRtcPort", $"{options.WebRtcPort}", "a port, 0 for a free one");
        if (options.RtpFirst is < 1_024 or > 65_534 || options.RtpLast > 65_534 || options.RtpLast < options.RtpFirst)
            yield return new(
                "Voice:RtpFirst, Voice:RtpLast", $"{options.RtpFirst}, {options.RtpLast}",
                "a range of ports between 1024 and 65534");
        if (options.WebRtcPort >= options.RtpFirst && options.WebRtcPort <= options.RtpLast)
            yield return new("Voice:WebRtcPort", $"{options.WebRtcPort}", "a port outside the RTP range");
        if (options.Domain.Length == 0 || options.Domain.Any(c => c is '"' or ' ' or '<' or '>' or '@'))
            yield return new("Voice:Domain", $"\"{options.Domain}\"", "a domain name");
        if (options.Numbers.Count == 0)
            yield return new("Voice:Numbers", "none", "at least one number that is answered");
        foreach (var number in options.Numbers)
            if (number.Length is 0 or > 32
                || !number.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.' or '_'))
                yield return new("Voice:Numbers", $"\"{number}\"", "1 to 32 letters, digits, +, -, . or _");
        foreach (var algorithm in options.DigestAlgorithms)
            if (algorithm is not (Voice.Sip.Digest.Md5 or Voice.Sip.Digest.Sha256))
                yield return new("Voice:DigestAlgorithms", $"\"{algorithm}\"", "MD5 or SHA-256");
        if (options.Trunk.Length > 0 && !Voice.Sip.Trunk.TryParse(options.Trunk, out _))
            yield return new(
                "Voice:Trunk", $"\"{options.Trunk}\"",
                "sip:host or sip:host:port, with ;transport=tcp or without, or nothing for no outside calls");
        if (options.TrunkUser.Length > 0 != options.TrunkPassword.Length > 0)
            yield return new(
                "Voice:TrunkUser, Voice:TrunkPassword", "one of them", "both, or none when the carrier asks for none");
        if (options.MaxCalls < 1)
            yield return new("Voice:MaxCalls", $"{options.MaxCalls}", "at least 1");
        foreach (var network in options.TrustedNetworks)
            if (!IPNetwork.TryParse(network, out _))
                yield return new("Voice:TrustedNetworks", $"\"{network}\"", "a network, like 192.0.2.0/24");
        foreach (var (place, value) in new[]
        {
            ("MaxCallsPerSource", options.MaxCallsPerSource),
            ("MaxCallsPerSecondPerSource", options.MaxCallsPerSecondPerSource),
            ("MaxRequestsPerSecondPerSource", options.MaxRequestsPerSecondPerSource),
            ("MaxConnectionsPerSource", options.MaxConnectionsPerSource),
            ("MaxConnectionsPerSecondPerSource", options.MaxConnectionsPerSecondPerSource),
            ("MaxRegistrationsPerSource", options.MaxRegistrationsPerSource),
        })
            if (value < 1)
                yield return new("Voice:" + place, $"{value}", "at least 1");
        if (options.SilentMs < 200)
            yield return new("Voice:SilentMs", $"{options.SilentMs}", "at least 200");
        if (options.VanishedMs < 5_000)
            yield return new("Voice:VanishedMs", $"{options.VanishedMs}", "at least 5000");
        if (options.BrowserLostMs < 2_000)
            yield return new("Voice:BrowserLostMs", $"{options.BrowserLostMs}", "at least 2000");
        if (string.IsNullOrWhiteSpace(options.RunDirectory))
            yield return new("Voice:RunDirectory", "nothing", "a directory");
    }
}
