using TellerLine.Voice;

namespace TellerLine.Modules.Calls;

/// <summary>An exchange without a line: no dialog was stored.</summary>
internal sealed class NoExchange : IExchange
{
    public event Action<string>? RecordingBroken
    {
        add { }
        remove { }
    }

    public event Action<MediaHealth>? MediaHealthChanged
    {
        add { }
        remove { }
    }

    public Func<ILeg, Task>? OnCall { get; set; }

    public Func<ILeg, Task>? OnUserCall { get; set; }

    public Task<Dialled> Dial(DialRequest request, CancellationToken ct) =>
        throw new InvalidOperationException("There is no line.");

    public Task<BrowserAnswer> OpenBrowser(string sdpOffer, CancellationToken ct) =>
        throw new InvalidOperationException("There is no line.");

    public Task<string> RenewBrowser(ILeg browser, string sdpOffer, CancellationToken ct) =>
        throw new InvalidOperationException("There is no line.");

    public Task Connect(IReadOnlyList<Hearing> hearings) => Task.CompletedTask;

    public Task Bridge(ILeg a, ILeg b) => Task.CompletedTask;

    public Task Unbridge(ILeg leg) => Task.CompletedTask;

    public bool IsRegistered(string user) => false;
}
