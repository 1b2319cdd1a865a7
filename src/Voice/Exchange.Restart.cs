using System.Collections.Concurrent;
using TellerLine.Voice.Media;
using TellerLine.Voice.Sdp;
using TellerLine.Voice.Sip;

namespace TellerLine.Voice;

/// <summary>Calls that outlived the process before this one.</summary>
public sealed partial class Exchange
{
    /// <summary>Those that nobody has taken up yet.</summary>
    private readonly ConcurrentDictionary<string, SipLeg> _restored = [];

    private readonly HashSet<string> _stored = [];
    private HashSet<string> _left = [];
    private HashSet<string> _leftSilent = [];

    public LegLeft? TakeUp(string legId)
    {
        if (_restored.TryRemove(legId, out var call))
            return new LegLeft(call, _leftSilent.Contains(legId));
        if (!_left.Contains(legId) || _stored.Contains(legId))
            return null;
        var browser = BrowserLeg.OfBefore(legId, _media, _time, new SdpNegotiation(_sip.NextSessionId()));
        browser.Ended = Over;
        return _legs.TryAdd(legId, browser) ? new LegLeft(browser, _leftSilent.Contains(legId)) : null;
    }

    /// <summary>
    /// Before anything is heard by SIP: what the media process kept and the store knows is there again when its peer
    /// asks.
    /// </summary>
    private async Task Restore()
    {
        try
        {
            _left = [.. await _media.Sessions()];
            _leftSilent = [.. await _media.Silent()];
        }
        catch (MediaException e)
        {
            // It went away in this instant, and all that it kept.
            NotRestored(_log, e.Message);
            _left = [];
        }

        if (_store is null || _left.Count == 0)
            return;
        foreach (var stored in await _store.All())
        {
            _stored.Add(stored.LegId);
            if (!_left.Contains(stored.LegId) || IsUnsettled(stored.LegId) || _sip.Restore(stored) is not { } leg)
                continue;
            if (stored.IsCaller)
                (leg.Ended, _legs[leg.Id]) = (Over, leg);
            else
                Take(leg);
            _restored[leg.Id] = leg;
            leg.GoOn();
        }

        if (!_restored.IsEmpty)
            Restored(_log, _restored.Count);
    }

    private bool IsUnsettled(string legId)
    {
        lock (_settleGate)
            return _unsettled.Exists(d => d.LegId == legId);
    }

    /// <summary>Nobody goes on with these: the calls end, and nothing is left that sounds or hears.</summary>
    private async Task EndUnclaimed()
    {
        foreach (var (id, leg) in _restored)
            if (_restored.TryRemove(id, out _))
                await leg.Hangup();
        foreach (var session in _left.Where(session => !_legs.ContainsKey(session)))
        {
            try
            {
                await _media.Close(session);
            }
            catch (MediaException e)
            {
                NotSettled(_log, session, e.Message);
            }
        }

        _left = [];
    }

    [Microsoft.Extensions.Logging.LoggerMessage(
        Level = Microsoft.Extensions.Logging.LogLevel.Information,
        Message = "{Count} calls of the process before this one are still there")]
    private static partial void Restored(Microsoft.Extensions.Logging.ILogger logger, int count);

    [Microsoft.Extensions.Logging.LoggerMessage(
        Level = Microsoft.Extensions.Logging.LogLevel.Warning,
        Message = "What the media process kept is not known: {Reason}")]
    private static partial void NotRestored(Microsoft.Extensions.Logging.ILogger logger, string reason);
}
