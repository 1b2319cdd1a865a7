using System.Collections.Immutable;

namespace TellerLine.Voice;

/// <summary>A party that is asked while others hear it and are heard.</summary>
internal abstract partial class Leg
{
    private readonly List<(Leg Leg, Playing Playing)> _beside = [];

    /// <summary>Who hears what is played to it, too; null: it is not accompanied.</summary>
    private ImmutableArray<Leg>? _besides;

    public event Action<int>? Keyed;

    private bool IsAccompanied
    {
        get
        {
            lock (_keysGate)
                return _besides is not null;
        }
    }

    public async Task Accompany(IReadOnlyList<ILeg>? besides)
    {
        ThrowIfGone();
        List<(Leg Leg, Playing Playing)> left;
        bool begins;
        lock (_keysGate)
        {
            begins = _besides is null && besides is not null;
            _besides = besides is null ? null : [.. besides.Cast<Leg>()];
            if (begins || besides is null)
                _typedAhead.Clear();
            left = [.. _beside.Where(one => _besides is not { } those || !those.Contains(one.Leg))];
        }
        foreach (var (leg, playing) in left)
            await leg.StopIfStill(playing);
        if (besides is null)
            await Heard();
        if (begins || besides is null)
            await Guard(() => media.KeepTones(id, begins));
    }

    /// <summary>All of what it sends is heard again, where it was hidden for its keys.</summary>
    private Task Heard() => Guard(() => media.HideSungKeys(id, false));

    /// <summary>Another hears it too, until it is over or cut short here.</summary>
    private async Task PlayBeside(Leg other, PlayRequest request, Playing playing)
    {
        try
        {
            var theirs = await other.Begin(request with { KeysInterrupt = false, ButFor = null });
            lock (_keysGate)
                _beside.Add((other, theirs));
            var end = PlayEnd.Stopped;
            try
            {
                end = await playing.Done.Task.WaitAsync(Gone);
            }
            finally
            {
                lock (_keysGate)
                    _beside.Remove((other, theirs));
                if (end != PlayEnd.Finished || !IsBeside(other))
                    await other.StopIfStill(theirs);
            }
        }
        catch (OperationCanceledException)
        {
            // It hung up in this instant: nobody hears it there.
        }
        catch (Media.MediaException)
        {
            // Its session went away: the party hears its own all the same.
        }
    }

    private bool IsBeside(Leg other)
    {
        lock (_keysGate)
            return _besides is { } those && those.Contains(other);
    }
}
