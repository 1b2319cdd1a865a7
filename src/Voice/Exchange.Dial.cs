using TellerLine.Voice.Media;
using TellerLine.Voice.Sip;

namespace TellerLine.Voice;

/// <summary>Calls going out: all of a user's telephones ring at once, the first to answer has it.</summary>
public sealed partial class Exchange
{
    /// <param name="Withdrawn">The one who dialled takes the call back.</param>
    /// <param name="Until">The same, or the time to ring is over.</param>
    private sealed record Dialling(
        DialRequest Request, DialNews News, CancellationToken Withdrawn, CancellationToken Until);

    public async Task<Dialled> Dial(DialRequest request, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (_stopping || !_media.IsReady)
            return NotAnswered(503);
        await using var news = new DialNews(request.Progress, _sip.Stack.Counters.Failed);
        using var timeout = new CancellationTokenSource(request.RingTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        var dialling = new Dialling(request, news, ct, either.Token);
        try
        {
            var (outcome, moved) = await Ring(dialling, request.To, await _sip.Targets(request.To, either.Token));
            if (!request.MayForward || moved.Count == 0)
                return outcome;
            var (to, targets) = await _sip.Forwarded(moved, request.To, either.Token);
            if (targets.Count == 0)
                return outcome;
            news.Tell(new DialProgress.Forwarded(to));
            return (await Ring(dialling, to, targets)).Outcome;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // While it was looked up where to call.
            return NotAnswered(408) with { Reason = NotAnsweredReason.NotReachable };
        }
    }

    /// <param name="to">Whose targets these are: who was dialled, or where he forwards to.</param>
    /// <returns>How it ended; and where the called one says to have moved, when that is how.</returns>
    private async Task<(Dialled Outcome, IReadOnlyList<NameAddress> Moved)> Ring(
        Dialling dialling, string to, IReadOnlyList<DialTarget> targets)
    {
        if (targets.Count == 0)
            return (NotAnswered(480), []);
        var branches = targets.Select(t => Branch(t, dialling, to)).ToList();
        var calls = branches.ConvertAll(Ring);
        Leg? winner = null;
        try
        {
            var answers = new List<(int Status, SipLeg Leg)>();
            for (var open = calls.ToList(); open.Count > 0;)
            {
                var done = await Task.WhenAny(open).WaitAsync(dialling.Until);
                open.Remove(done);
                var (status, leg) = (await done, branches[calls.IndexOf(done)]);
                if (status == 200)
                {
                    winner = leg;
                    return (new Dialled.Answered(leg), []);
                }

                answers.Add((status, leg));
                if (status >= 600)
                    break;
            }

            var best = Best(answers);
            var outcome = best is { Status: 408, Leg.WasHeard: false }
                ? NotAnswered(408) with { Reason = NotAnsweredReason.NotReachable } : NotAnswered(best.Status);
            return (outcome, outcome.Reason == NotAnsweredReason.Moved ? best.Leg.MovedTo : []);
        }
        catch (OperationCanceledException) when (!dialling.Withdrawn.IsCancellationRequested)
        {
            return (new Dialled.NotAnswered(408, "No answer")
            {
                Reason = branches.Exists(b => b.WasHeard) ? NotAnsweredReason.NoAnswer : NotAnsweredReason.NotReachable,
            }, []);
        }
        finally
        {
            foreach (var branch in branches)
                if (branch != winner)
                    branch.Withdraw();
        }
    }

    private SipLeg Branch(DialTarget target, Dialling dialling, string to)
    {
        var leg = _sip.Branch(target, dialling.Request, to);
        leg.Progress = dialling.News.Tell;
        leg.Ended = Over;
        _legs[leg.Id] = leg;
        return leg;
    }

    private static async Task<int> Ring(SipLeg leg)
    {
        try
        {
            return await leg.Call();
        }
        catch (OperationCanceledException)
        {
            return leg.End is { By: LegEndBy.Media } ? 500 : 487;
        }
        catch (MediaException)
        {
            leg.Withdraw();
            return 500;
        }
    }

    /// <summary>RFC 3261 §16.7: a 6xx decides for all, else the lowest class, else the first in it.</summary>
    private static (int Status, SipLeg Leg) Best(List<(int Status, SipLeg Leg)> answers) =>
        answers.Find(a => a.Status >= 600) is { Leg: not null } global ? global : answers.MinBy(a => a.Status / 100);

    private static Dialled.NotAnswered NotAnswered(int status) => new(status, SipReasons.Of(status));
}
