using System.Net;

namespace TellerLine.Bench.Load;

/// <summary>One call of the load.</summary>
internal sealed class SipCall(SipLoad load, string id, int rtpPort)
{
    public string Id => id;

    public int RtpPort { get; set; } = rtpPort;

    /// <summary>Whose telephone calls; null of one that nobody registered.</summary>
    public string? User { get; init; }

    /// <summary>Answered, by either side.</summary>
    public bool IsUp { get; set; }

    public required string Uri { get; init; }

    public required string From { get; init; }

    public required string To { get; set; }

    public string? Target { get; set; }

    public int CSeq { get; set; } = 1;

    /// <summary>Where the server wants this call's audio.</summary>
    public IPEndPoint? ServerRtp { get; set; }

    public TaskCompletionSource<SipCall> Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<(int Status, string Text)> Other { get; set; } = new(
        TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Hangup() => load.Hangup(this);
}
