using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TellerLine.Voice.Media;
using TellerLine.Voice.Sdp;
using TellerLine.Voice.Sip;

namespace TellerLine.Voice;

/// <summary>
/// The exchange: legs by name, each call's story, bridges. Listens from the host's start to its stop; a graceful stop
/// says BYE to all.
/// </summary>
public sealed partial class Exchange : IExchange, IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly IMedia _media;
    private readonly TimeProvider _time;
    private readonly ILogger<Exchange> _log;
    private readonly SipService _sip;
    private readonly IDialogStore? _store;
    private readonly ConcurrentDictionary<string, Leg> _legs = [];
    private readonly string _legPrefix;
    private int _calls;
    private volatile bool _stopping;

    internal Exchange(
        VoiceOptions options, IMedia media, ISipAccounts? accounts, IDialogStore? store, string node, TimeProvider time,
        ILogger<Exchange> log)
    {
        _media = media;
        _time = time;
        _log = log;
        _store = store;
        _legPrefix = node + "-";
        var stack = new SipStack(time);
        stack.Trace.Keep(options.SipTrace);
        stack.Counters.Tell = (reason, count, e) => BadMessages(log, reason, count, e);
        _sip = new SipService(stack, options, media, accounts, store, e => DialogNotStored(log, e))
        {
            NewLegId = NewLegId,
            Arrived = leg => Arrived(leg, OnCall!),
            UserArrived = leg => Arrived(leg, OnUserCall!),
            TakesUserCalls = () => OnUserCall is not null,
            Replacing = Replacing,
            Admits = () => !_stopping && OnCall is not null && _media.IsReady
            && Volatile.Read(ref _calls) < options.MaxCalls,
        };
        media.Happened += OnMedia;
    }

    public Func<ILeg, Task>? OnCall { get; set; }

    public Func<ILeg, Task>? OnUserCall { get; set; }

    public event Action<MediaHealth>? MediaHealthChanged;

    public event Action<string>? RecordingBroken;

    /// <summary>The media process is connected.</summary>
    public bool IsMediaReady => _media.IsReady;

    /// <summary>SIP takes messages, UDP and TCP.</summary>
    public bool IsListening => _sip.IsListening;

    /// <summary>SIP messages that were none, and those over their source's limits, since the start.</summary>
    public (long Malformed, long Dropped) SipMessages =>
        (_sip.Stack.Counters.MalformedCount, _sip.Stack.Counters.DroppedCount);

    /// <summary>Where SIP listens, UDP and TCP, once started; null before.</summary>
    public IPEndPoint? SipEndpoint => _sip.Local;

    /// <summary>The address and port peers are told.</summary>
    public string Advertised => _sip.Address.ViaHost;

    /// <summary>Incoming calls there are now; the measure of <see cref="VoiceOptions.MaxCalls"/>.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>The last SIP messages when <see cref="VoiceOptions.SipTrace"/> is set.</summary>
    public IReadOnlyList<string> SipTrace => _sip.Stack.Trace.Read();

    internal SipService Sip => _sip;

    public bool IsRegistered(string user) => _sip.Registrar.Of(user).Count > 0;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _sip.Bind();
        await Restore();
        _sip.Listen();
        Listening(_log, _sip.Local!, _sip.Address.ViaHost);
        await StartSettling();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        foreach (var leg in _legs.Values)
            await leg.Hangup(503);
        // A BYE may be lost: it is repeated as long as the peers are given to answer it.
        var since = _time.GetTimestamp();
        while (_sip.Dialogs > 0 && _time.GetElapsedTime(since) < Farewell && !cancellationToken.IsCancellationRequested)
            await Task.Delay(Look, CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _media.Happened -= OnMedia;
        _sip.Dispose();
        return ValueTask.CompletedTask;
    }

    public async Task<BrowserAnswer> OpenBrowser(string sdpOffer, CancellationToken ct)
    {
        var offer = SdpParser.Parse(sdpOffer);
        if (SdpTerms.Audio(offer) is not { IsWebRtc: true } audio)
            throw new SdpException("No WebRTC audio with PCMA or PCMU");
        _ = SdpTerms.Remote(offer, audio);
        var leg = new BrowserLeg(NewLegId(), _media, _time, new SdpNegotiation(_sip.NextSessionId())) { Ended = Over };
        _legs[leg.Id] = leg;
        try
        {
            var opened = await _media.Open(leg.Id, webRtc: true);
            var answer = await leg.Accept(sdpOffer, opened);
            ct.ThrowIfCancellationRequested();
            return new BrowserAnswer(leg, answer);
        }
        catch
        {
            await leg.Hangup();
            throw;
        }
    }

    public Task<string> RenewBrowser(ILeg browser, string sdpOffer, CancellationToken ct) => ((BrowserLeg)browser)
        .Accept(sdpOffer, null);

    private string NewLegId() => _legPrefix + Guid.CreateVersion7(_time.GetUtcNow());

    private void Arrived(SipLeg leg, Func<ILeg, Task> story)
    {
        Take(leg);
        _ = Task.Run(() => Story(leg, story));
    }

    /// <summary>An incoming call is counted until its end.</summary>
    private void Take(SipLeg leg)
    {
        Interlocked.Increment(ref _calls);
        leg.Ended = l =>
        {
            Interlocked.Decrement(ref _calls);
            Over(l);
        };
        _legs[leg.Id] = leg;
    }

    private async Task Story(SipLeg leg, Func<ILeg, Task> story)
    {
        using var scope = _log.BeginScope(new KeyValuePair<string, object?>[] { new("Leg", leg.Id) });
        try
        {
            await story(leg);
            await leg.Hangup();
        }
        catch (OperationCanceledException) when (leg.Gone.IsCancellationRequested)
        {
            // The party is gone: the story's usual end.
        }
        catch (Exception e)
        {
            StoryFailed(_log, leg.Id, e);
            await leg.Hangup(500);
        }
    }

    private void Over(Leg leg) => _legs.TryRemove(leg.Id, out _);

    private void OnMedia(MediaEvent happened)
    {
        if (happened is MediaEvent.Health health)
        {
            if (health.State == MediaHealth.Lost)
                foreach (var each in _legs.Values)
                    each.MediaGone();
            MediaHealthChanged?.Invoke(health.State);
            return;
        }

        if (happened is MediaEvent.RecordingGap gap)
        {
            RecordingBroken?.Invoke(gap.RecordingId);
            return;
        }

        if (!_legs.TryGetValue(happened.LegId, out var leg))
            return;
        switch (happened)
        {
            case MediaEvent.Digit digit:
                leg.OnDigit(digit.Key);
                break;
            case MediaEvent.Line line:
                leg.OnLine(line.Sound);
                break;
            case MediaEvent.PlayEnded ended:
                leg.OnPlayEnded(ended.PlayId, ended.End);
                break;
            case MediaEvent.SecretCount secret:
                leg.OnSecretCount(secret.Count);
                break;
            case MediaEvent.Audio audio:
                leg.OnAudio(audio.State);
                break;
            case MediaEvent.Vanished:
                leg.OnVanished();
                break;
            case MediaEvent.Failed failed:
                _ = leg.Lost(failed.Reason, failed.ByParty ? LegEndBy.Remote : LegEndBy.Lost);
                break;
            default:
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "SIP listens on {Local} (UDP and TCP), told to peers as {Told}")]
    private static partial void Listening(ILogger logger, IPEndPoint local, string told);

    [LoggerMessage(Level = LogLevel.Error, Message = "The story of call {LegId} failed; the call is hung up")]
    private static partial void StoryFailed(ILogger logger, string legId, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Bad SIP messages, the latest: {Reason} ({Count} so far)")]
    private static partial void BadMessages(ILogger logger, string reason, long count, Exception? e);

    [LoggerMessage(Level = LogLevel.Error, Message = "A dialog could not be stored or removed")]
    private static partial void DialogNotStored(ILogger logger, Exception e);
}
