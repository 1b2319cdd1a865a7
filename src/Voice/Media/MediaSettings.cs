using System.Globalization;
using System.Net;

namespace TellerLine.Voice.Media;

/// <summary>
/// What the media process is told on its command line. A host adopts a running one only if this is the same.
/// </summary>
internal sealed record MediaSettings
{
    public required string RunDirectory { get; init; }

    public string Listen { get; init; } = "0.0.0.0";

    /// <summary>What peers are told, best first; empty for a guess.</summary>
    public string Advertise { get; init; } = "";

    public int RtpFirst { get; init; } = 20_000;

    public int RtpLast { get; init; } = 29_998;

    /// <summary>The browsers' port; 0 for a free one.</summary>
    public int WebRtcPort { get; init; } = 19_998;

    public int SilentMs { get; init; } = 2_000;

    public int BrowserLostMs { get; init; } = 30_000;

    public int VanishedMs { get; init; } = 20_000;

    /// <summary>See <see cref="VoiceOptions.MediaToSelf"/>.</summary>
    public bool ToSelf { get; init; }

    public int MaxSessions { get; init; } = 4_096;

    /// <summary>Without a host and without a session for so long, the process ends itself.</summary>
    public int IdleExitMs { get; init; } = 60_000;

    public static MediaSettings From(VoiceOptions options) => new()
    {
        RunDirectory = Path.GetFullPath(options.RunDirectory),
        Listen = options.Listen,
        Advertise = options.Advertise,
        RtpFirst = options.RtpFirst,
        RtpLast = options.RtpLast,
        WebRtcPort = options.WebRtcPort,
        SilentMs = options.SilentMs,
        BrowserLostMs = options.BrowserLostMs,
        VanishedMs = options.VanishedMs,
        ToSelf = options.MediaToSelf,
        // Two legs a call; desks wait on sessions of their own.
        MaxSessions = Math.Max(64, options.MaxCalls * 3),
    };

    public IReadOnlyList<string> ToArguments() =>
    [
        "--run", RunDirectory, "--listen", Listen, "--advertise", Advertise, "--rtp", $"{RtpFirst}-{RtpLast}",
        "--webrtc", Text(WebRtcPort), "--silent", Text(SilentMs), "--lost", Text(BrowserLostMs),
        "--vanished", Text(VanishedMs), "--self", ToSelf ? "yes" : "no", "--sessions", Text(MaxSessions),
        "--idle", Text(IdleExitMs),
    ];

    /// <exception cref="MediaException">Names the argument that is wrong.</exception>
    public static MediaSettings Parse(IReadOnlyList<string> arguments)
    {
        var settings = new MediaSettings { RunDirectory = "" };
        for (var i = 0; i + 1 < arguments.Count; i += 2)
        {
            var value = arguments[i + 1];
            settings = arguments[i] switch
            {
                "--run" => settings with { RunDirectory = Path.GetFullPath(value) },
                "--listen" =>
                settings with { Listen = IPAddress.TryParse(value, out _) ? value : throw Wrong(arguments[i], value) },
                "--advertise" => settings with { Advertise = value },
                "--rtp" when value.Split('-') is [var first, var last] =>
                    settings with { RtpFirst = Number(arguments[i], first), RtpLast = Number(arguments[i], last) },
                "--webrtc" => settings with { WebRtcPort = Number(arguments[i], value) },
                "--silent" => settings with { SilentMs = Number(arguments[i], value) },
                "--lost" => settings with { BrowserLostMs = Number(arguments[i], value) },
                "--vanished" => settings with { VanishedMs = Number(arguments[i], value) },
                "--self" => settings with { ToSelf = value == "yes" },
                "--sessions" => settings with { MaxSessions = Number(arguments[i], value) },
                "--idle" => settings with { IdleExitMs = Number(arguments[i], value) },
                _ => throw Wrong(arguments[i], value),
            };
        }

        return settings.RunDirectory.Length > 0 ? settings : throw new MediaException("media needs --run DIRECTORY");
    }

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Wrong(name, value);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static MediaException Wrong(string name, string value) => new($"media does not understand {name} {value}");
}
