namespace TellerLine.Voice;

/// <summary>What a host that died left behind: dialogs in the store, sessions in the media process.</summary>
public sealed partial class Exchange
{
    private readonly Lock _settleGate = new();
    private readonly List<StoredDialog> _unsettled = [];
    private bool _listening;
    private bool _settles;

    /// <summary>May be called before the exchange listens: the BYEs then go out as soon as it does.</summary>
    public async Task<IReadOnlyList<string>> SettleStoredDialogs(CancellationToken ct)
    {
        if (_store is null)
            return [];
        var left = (await _store.All()).Where(d => !_legs.ContainsKey(d.LegId)).ToList();
        bool now;
        lock (_settleGate)
        {
            (now, _settles) = (_listening, true);
            if (!now)
                _unsettled.AddRange(left);
        }

        if (now)
        {
            await Settle(left);
            await EndUnclaimed();
        }

        return left.ConvertAll(d => d.LegId);
    }

    private async Task StartSettling()
    {
        List<StoredDialog> left;
        bool settles;
        lock (_settleGate)
        {
            (_listening, settles) = (true, _settles);
            left = [.. _unsettled];
            _unsettled.Clear();
        }

        await Settle(left);
        if (settles)
            await EndUnclaimed();
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
        if (_sip.DialogOf(stored) is { } dialog)
            _sip.Bye(dialog, dialog.LocalCSeq);
    }

    [Microsoft.Extensions.Logging.LoggerMessage(
        Level = Microsoft.Extensions.Logging.LogLevel.Information,
        Message = "The media session of {LegId} could not be closed: {Reason}")]
    private static partial void NotSettled(Microsoft.Extensions.Logging.ILogger logger, string legId, string reason);
}
