using System.Net;
using TellerLine.Voice.Sip;

namespace TellerLine.Voice;

/// <summary>What a host that died left behind: dialogs in the store, sessions in the media process.</summary>
public sealed partial class Exchange
{
    /// <summary>
    /// Numbers a dialog may have used since it was stored; gaps in CSeq are allowed (RFC 3261 §12.2.1.1).
    /// </summary>
    private const uint CSeqMargin = 10;

    private readonly Lock _settleGate = new();
    private readonly List<StoredDialog> _unsettled = [];
    private bool _listening;

    /// <summary>May be called before the exchange listens: the BYEs then go out as soon as it does.</summary>
    public async Task<IReadOnlyList<string>> SettleStoredDialogs(CancellationToken ct)
    {
        if (_store is null)
            return [];
        var left = (await _store.All()).Where(d => !_legs.ContainsKey(d.LegId)).ToList();
        bool now;
        lock (_settleGate)
        {
            now = _listening;
            if (!now)
                _unsettled.AddRange(left);
        }

        if (now)
            await Settle(left);
        return left.ConvertAll(d => d.LegId);
    }

    private async Task StartSettling()
    {
        List<StoredDialog> left;
        lock (_settleGate)
        {
            _listening = true;
            left = [.. _unsettled];
            _unsettled.Clear();
        }

        await Settle(left);
    }

    private async Task Settle(List<StoredDialog> left)
    {
        foreach (var stored in left)
        {
            try
            {
                Bye(stored);
                await _media.Close(stored.LegId);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Its media session may have ended with its process; the dialog is settled all the same.
                NotSettled(_log, stored.LegId, e.Message);
            }

            await _store!.Remove(stored.LegId);
        }
    }

    private void Bye(StoredDialog stored)
    {
        if (!IPEndPoint.TryParse(stored.Source, out var source)
            || _sip.FlowTo(stored.Transport, source) is not { } flow)
            return;
        var dialog = new Dialog
        {
            CallId = stored.CallId,
            LocalTag = stored.LocalTag,
            RemoteTag = stored.RemoteTag,
            LocalUri = stored.LocalUri,
            RemoteUri = stored.RemoteUri,
            RemoteTarget = stored.RemoteTarget,
            RouteSet = stored.RouteSet,
            Flow = flow,
        };
        _sip.Bye(dialog, (uint)stored.LocalCSeq + CSeqMargin);
    }

    [Microsoft.Extensions.Logging.LoggerMessage(
        Level = Microsoft.Extensions.Logging.LogLevel.Information,
        Message = "The media session of {LegId} could not be closed: {Reason}")]
    private static partial void NotSettled(Microsoft.Extensions.Logging.ILogger logger, string legId, string reason);
}
